"""What people, scanners and broken browsers send instead of what a field asks for."""

MARK = "xq7"  # in every text, so that it can be found again in what the site answers
POLYGLOT = (
    f"{MARK}\"'><script>alert(1)</script><img src=x onerror=alert(1)>`${{7*7}}{{{{7*7}}}}{{% now %}}</textarea></title>"
)
TEXTS = [
    POLYGLOT,
    f"{MARK}'; DROP TABLE patients_patient; --",
    f"{MARK}' OR '1'='1",
    f"{MARK}%_\\%\\_[]*?",
    f"{MARK}\x00after",
    "\x00",
    f"{MARK}\u202egnp.exe\u2066\u200b\ufeff",
    "\u200b\u200e",
    "\ud800",
    f"{MARK}\r\nSet-Cookie: stolen=1\r\n\r\n<html>",
    f"=cmd|'/c calc'!A1 {MARK}",
    f"+{MARK}",
    "@SUM(1+1)",
    f"../../../../etc/passwd {MARK}",
    f"file:///etc/passwd {MARK}",
    f"https://elsewhere.example/{MARK}",
    "ﷺ" * 80,
    "a" * 5_000 + "!",
    "9" * 400,
    "👩🏽‍⚕️" * 50,
    "\u0301" * 500,
    '{"a": [1, {"b": null}]}',
    "[]",
    "null",
]
NUMBERS = [
    "0",
    "-1",
    "1",
    "2.5",
    "1e3",
    "1e999999",
    "NaN",
    "-Infinity",
    "0x10",
    "1_000",
    "१२",
    "٣",
    "²",
    " 7 ",
    "--5",
    "1,5",
    "2147483648",
    "9223372036854775808",
    "-0",
    "00012",
    "1/2",
    "4+",
]
DATES = [
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "10000-01-01",
    "2026-03-02",
    "02/03/2026",
    "2026-W09-1",
    "0000-00-00",
    "2026-03-02T10:00",
    "２０２６-03-02",
    "1899-12-31",
    "2100-01-01",
]
IDS = [
    "00000000-0000-0000-0000-000000000000",
    "not-an-id",
    "{id}",
    "1",
    "../1",
    "urn:uuid:00000000-0000-0000-0000-000000000000",
]
CHOICES = ["", " ", "nonsense", "on", "true", "yes", "None", "left", "right", "both", "add", "sign", "__proto__"]
LONG = ["x" * 200_000, f"{MARK} " * 40_000, "\n" * 100_000, "a" * 30_000 + "\u0130" * 30_000]
ANY = [*TEXTS, *NUMBERS, *DATES, *IDS, *CHOICES]

HEADERS = [
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": POLYGLOT.replace("\n", ""), "HX-Current-URL": "https://elsewhere.example/"},
    {"Accept": "application/json"},
    {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"},
    {"Accept-Language": "xx-" + "y" * 500},
    {"X-Forwarded-For": "1.2.3.4, " * 50, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "elsewhere.example"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Range": "bytes=0-,5-2"},
    {"If-Modified-Since": "yesterday", "If-None-Match": '"x"'},
    {"Referer": "https://elsewhere.example/" + "x" * 2000},
    {"Cookie": "hipwise-session=" + "z" * 3000},
    {"Content-Encoding": "gzip"},
]
BODIES = [
    ("application/json", b'{"given_name": ["x"]'),
    ("application/xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhalf'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="../../x"\r\n\r\nfile\r\n--x--',
    ),
    ("multipart/form-data; boundary=" + "b" * 300, b""),
    ("application/x-www-form-urlencoded", b"given_name=%ff%fe&note=%ed%a0%80&key=%00&version=%zz&=&&&x"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"note=+ADw-script+AD4-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"note=x"),
    ("text/plain", b"\xff\xfe\x00"),
    ("", b"note=x"),
]
