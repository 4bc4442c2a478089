import ModelSyntax

/// The bytes of a file that the user named, or a finding that says why there are none.
enum InputFile {
  /// Larger files are not read whole.
  static let largestSize = 2_000_000_000

  /// Reads all of a file; `-` is standard input where `dashIsStandardInput`.
  ///
  /// Throws a failure with status 66 for a file that is missing, a folder, unreadable, too large or changed meanwhile, 65 for an empty one, and 130
  /// when interrupted while waiting.
  static func read(_ path: String, as role: String, dashIsStandardInput: Bool = false) throws(Failure) -> [UInt8] {
    try whole(FileStream(path, as: role, dashIsStandardInput: dashIsStandardInput), as: role)
  }

  /// All of an open file.
  static func whole(_ stream: FileStream, as role: String) throws(Failure) -> [UInt8] {
    let bytes = try stream.rest()
    guard !bytes.isEmpty else { throw Failure(.wrongInput, "empty-file", "\(stream.name) is empty: no \(role) there") }
    return bytes
  }

  /// The text of a model file.
  static func readText(_ path: String, as role: String) throws(Failure) -> SourceText {
    let bytes = try read(path, as: role)
    if let text = String(validating: bytes, as: UTF8.self) { return SourceText(name: path, text: text) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Failure(.wrongInput, "not-utf8", "`\(path)` is written in UTF-16", advice: "save it as UTF-8")
    }
    throw Failure(
      .wrongInput, "not-utf8", "`\(path)` is not UTF-8 text: line \(firstInvalidLine(bytes)) has a byte that means nothing there",
      place: "\(path):\(firstInvalidLine(bytes)):1",
      advice: "save it as UTF-8 (an accented letter in another encoding is the usual cause)")
  }

  /// Why a file cannot be read.
  static func unreadable(_ path: String, name: String, role: String, _ error: SystemError) -> Failure {
    switch error {
    case .notFound, .notDirectory:
      Failure(.missingInput, "missing-file", "there is no file \(name) (the \(role))", advice: nearestFile(to: path))
    case .isDirectory:
      Failure(.missingInput, "folder", "\(name) is a folder, not a file (the \(role))")
    case .notPermitted:
      Failure(.missingInput, "unreadable-file", "\(name) may not be read (the \(role))", advice: "change its permissions")
    case .tooLarge:
      Failure(
        .missingInput, "too-large", "\(name) is larger than 2 GB (the \(role))", advice: "keep only the columns of the model")
    case .changedWhileRead:
      Failure(
        .missingInput, "changed-while-read", "\(name) was changed while it was read (the \(role))",
        advice: "wait until nothing writes to it, or copy it first")
    case .interrupted:
      Failure(.interrupted, "interrupted", "interrupted while reading \(name)")
    default:
      Failure(.missingInput, "unreadable-file", "\(name) cannot be read (the \(role)): \(error.text)")
    }
  }

  private static func nearestFile(to path: String) -> String? {
    let parts = FilePath.split(path)
    let names = SystemCalls.names(in: parts.folder.isEmpty ? "." : parts.folder)
    if let near = nearestName(to: parts.name, among: names) { return "did you mean `\(FilePath.join(parts.folder, near))`?" }
    guard names.isEmpty, !parts.folder.isEmpty, SystemCalls.resolved(parts.folder) == nil else { return nil }
    return "there is no folder `\(parts.folder)`"
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return line
  }
}
