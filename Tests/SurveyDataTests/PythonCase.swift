/// Written by the writer of Python's csv module (seed 4180), which reads back `rows`.
enum PythonCase {
  static let text =
    "a,b,c\r\n\"\"\"\",\"x\"\"y\",\"x\"\"y\"\r\n\"\"\"\"\"\",\"x\"\"y\",é—漢\r\n\"\"\"\",\"say \"\"hi\"\"\",\"\"\"\"\"\"\r\n\"\"\"\",\"cr"
    + "\rlf\r\n.\",\"a,b\"\r\nplain,\"a,b\",tab\there\r\n-,\"two\nlines\",tab\there\r\n\",\",\"end\"\"\",\"say \"\""
    + "hi\"\"\"\r\n\"a,b\",é—漢,é—漢\r\n"

  static let rows: [[String]] = [
    ["\"", "x\"y", "x\"y"],
    ["\"\"", "x\"y", "é—漢"],
    ["\"", "say \"hi\"", "\"\""],
    ["\"", "cr\rlf\r\n.", "a,b"],
    ["plain", "a,b", "tab\there"],
    ["-", "two\nlines", "tab\there"],
    [",", "end\"", "say \"hi\""],
    ["a,b", "é—漢", "é—漢"],
  ]
}
