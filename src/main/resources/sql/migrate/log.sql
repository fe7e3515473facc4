-- The last event of every version, and the last digest that was taken of its file.
SELECT e.version, e.script, e.event, e.at, e.actor, f.checksum, f.digest
FROM (SELECT DISTINCT ON (version) version, script, event, at, actor
      FROM {log} ORDER BY version, id DESC) e
LEFT JOIN (SELECT DISTINCT ON (version) version, checksum, digest
           FROM {log} WHERE digest IS NOT NULL ORDER BY version, id DESC) f USING (version)
