UPDATE {history} SET checksum = ? WHERE version = ? AND success
