#!/usr/bin/env bash
# An object store that lives as long as whoever started it; see postgresql/serve.sh, which does the same for a server.
#
#   serve.sh KIND JARS PORT CONFIGURATION [TLS_PORT [FOR]]
#
# KIND is signing (S3Proxy, which checks signatures) or keeping (S3Mock, which keeps checksums). The answer
# is "ok FOLDER"; with TLS_PORT, S3Proxy listens there too, with the certificate FOLDER/ca.crt. CONFIGURATION is what
# keeps S3Proxy from telling everything it does. FOR is tests, where a store begins quickly, or benchmarks, where it keeps
# up with gigabytes.
set -uo pipefail

kind=$1 jars=$2 port=$3 configuration=$4 tls_port=${5:-} purpose=${6:-tests}
trap '' INT TERM HUP # only the closed pipe ends us
dir=$(mktemp -d "${TMPDIR:-/tmp}/pulse-s3.XXXXXX") || exit 1
store=
trap clean_up EXIT

clean_up() {
    [ -z "$store" ] || kill -KILL "$store" 2>/dev/null
    rm -rf "$dir"
}

java=(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m)
[ "$purpose" = tests ] || java=(java -XX:+UseParallelGC -Xmx1g)
mkdir "$dir/data"
if [ "$kind" = signing ]; then
    cat >"$dir/s3proxy.conf" <<CONF
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.authorization=aws-v4
s3proxy.identity=pulse
s3proxy.credential=secret-of-the-store
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$dir/data
CONF
    if [ -n "$tls_port" ]; then
        keys=(-keystore "$dir/keys.p12" -storetype PKCS12 -storepass of-a-test -alias store)
        keytool -genkeypair "${keys[@]}" -keyalg EC -dname CN=store -ext SAN=IP:127.0.0.1 -validity 9 2>"$dir/log" &&
            keytool -exportcert -rfc "${keys[@]}" >"$dir/ca.crt" 2>>"$dir/log"
        cat >>"$dir/s3proxy.conf" <<CONF
s3proxy.secure-endpoint=https://127.0.0.1:$tls_port
s3proxy.keystore-path=$dir/keys.p12
s3proxy.keystore-password=of-a-test
CONF
    fi
    "${java[@]}" -Dlogback.configurationFile="$configuration" -cp "$jars/*" org.gaul.s3proxy.Main \
        --properties "$dir/s3proxy.conf" >"$dir/log" 2>&1 &
else
    "${java[@]}" -jar "$jars"/s3mock-*-exec.jar --com.adobe.testing.s3mock.http-port="$port" --server.port=0 \
        --com.adobe.testing.s3mock.store.root="$dir/data" >"$dir/log" 2>&1 &
fi
store=$!
disown "$store" # or bash would report its end
answered() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
for _ in $(seq 2400); do
    answered && break
    kill -0 "$store" 2>/dev/null || break
    sleep 0.05
done
if answered; then echo "ok $dir"; else echo "failed: $(tail -n 5 "$dir/log" | tr '\n' ' ')"; fi
while IFS= read -r _; do :; done
