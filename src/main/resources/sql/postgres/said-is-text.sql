-- Whether said.text is a text here. Names and settings that all databases share may hold the bytes of another one's encoding: any login
-- of one in LATIN1 may store them for itself. Functions that count characters end with an error on such bytes, and the server cannot
-- send them. quote_literal() and bytea's input go by bytes. In the encodings named here every byte is a character; of the others only
-- ASCII is believed. A part of other files.
case
    when getdatabaseencoding() in ('UTF8', 'SQL_ASCII') then
        encode(quote_literal(said.text)::bytea, 'hex') ~ (
            '^([0-7].|c[2-9a-f][89ab].|d.[89ab].|e0[ab].[89ab].|e[1-9a-cef][89ab].[89ab].|ed[89].[89ab].|f0[9ab].[89ab].[89ab].'
            || '|f[123][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)*$'
        )
    when getdatabaseencoding() ~ '^(LATIN([124-9]|10)|ISO_8859_5|KOI8.|WIN866|WIN1256)$' then true
    else encode(quote_literal(said.text)::bytea, 'hex') ~ '^([0-7].)*$'
end
