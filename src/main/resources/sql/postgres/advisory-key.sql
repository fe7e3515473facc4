SELECT hashtextextended(?, 0) AS key
