/// Paths as text, as the user wrote them.
enum FilePath {
  /// `models/fssb.model` is the folder `models` and the name `fssb.model`; the folder of `/x` is `/`.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// `path` as seen from the folder of `file`, with `models/../data` shortened to `data`.
  static func path(_ path: String, besideFile file: String) -> String {
    path.hasPrefix("/") ? path : shortened(join(split(file).folder, path))
  }

  /// The ending in lower case, without the point: `csv`.
  static func ending(of path: String) -> String {
    let name = split(path).name
    guard let point = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: point)...].lowercased()
  }

  /// Without `.` parts, and without `a/..` where `a` is a plain folder and no symbolic link that `..` would leave elsewhere.
  private static func shortened(_ path: String) -> String {
    var kept: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = kept.last, last != ".." { kept.removeLast() } else { kept.append(part) }
    }
    let text = (path.hasPrefix("/") ? "/" : "") + kept.joined(separator: "/")
    return SystemCalls.resolved(text) == SystemCalls.resolved(path) ? text : path
  }
}
