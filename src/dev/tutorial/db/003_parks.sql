COPY wind.park (id, name) FROM stdin;
1	Norderney
2	Juist
3	Baltrum
\.
