"""What control characters in German texts stood for."""

# Read as Latin-1, windows-1252 leaves the control characters U+0080 to U+009F where it has marks (WHATWG Encoding, 5);
# U+0085 is a line end of its own.
C1_MARKS: dict[int, str] = {
    code: bytes([code]).decode("windows-1252", errors="ignore") or chr(code)
    for code in range(0x80, 0xA0)
    if code != 0x85
}
