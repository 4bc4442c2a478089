#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The operating system's number for why a call failed.
struct SystemError: Error, Equatable {
  let number: Int32

  static let notFound = SystemError(number: ENOENT)
  static let notPermitted = SystemError(number: EACCES)
  static let isDirectory = SystemError(number: EISDIR)
  static let notDirectory = SystemError(number: ENOTDIR)
  static let closedPipe = SystemError(number: EPIPE)
  static let tooLarge = SystemError(number: EFBIG)
  /// A signal arrived while waiting.
  static let interrupted = SystemError(number: EINTR)
  /// A file became another while it was read.
  static let changedWhileRead = SystemError(number: ESTALE)

  static var last: SystemError { SystemError(number: errno) }

  /// The system's words for it: `No space left on device`.
  var text: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }
}

/// Every raw call to the operating system about files.
enum SystemCalls {
  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  struct FileStatus {
    var isDirectory: Bool
    var isRegular: Bool
    var size: Int
    /// Permission bits.
    var mode: UInt32
    /// When its content was last changed: seconds and nanoseconds.
    var changed: [Int] = []
  }

  static func openForReading(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }

  static func openForWriting(_ path: String) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }

  /// Creates a file that must not exist yet.
  static func createNew(_ path: String, mode: UInt32) throws(SystemError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }

  static func closeFile(_ descriptor: Int32) throws(SystemError) {
    guard close(descriptor) == 0 else { throw .last }
  }

  static func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw .last }
    return FileStatus(raw)
  }

  static func status(ofPath path: String) throws(SystemError) -> FileStatus {
    var raw = stat()
    guard stat(path, &raw) == 0 else { throw .last }
    return FileStatus(raw)
  }

  /// At most `count` bytes; empty at the end of the file. Throws `interrupted` when a signal arrived first.
  static func read(_ descriptor: Int32, count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
      #if canImport(Glibc)
        let received = Glibc.read(descriptor, buffer.baseAddress, count)
      #elseif canImport(Musl)
        let received = Musl.read(descriptor, buffer.baseAddress, count)
      #else
        let received = Darwin.read(descriptor, buffer.baseAddress, count)
      #endif
      if received < 0 { failure = .last }
      length = max(received, 0)
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all of the bytes, going on after signals.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      start += written
    }
  }

  static func replace(_ path: String, with temporary: String) throws(SystemError) {
    guard rename(temporary, path) == 0 else { throw .last }
  }

  static func remove(_ path: String) { unlink(path) }

  /// Whether files may be created in a folder.
  static func mayWrite(in folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

  /// Whether an existing file may be written.
  static func mayWrite(to path: String) -> Bool { access(path, W_OK) == 0 }

  /// The path with symbolic links followed, or `nil` where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let raw = realpath(path, nil) else { return nil }
    defer { free(raw) }
    return String(cString: raw)
  }

  /// The names in a folder; empty where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static var processIdentifier: Int32 { getpid() }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension SystemCalls.FileStatus {
  /// Whether a file has changed since.
  func isOther(than earlier: SystemCalls.FileStatus) -> Bool { size != earlier.size || changed != earlier.changed }

  fileprivate init(_ raw: stat) {
    let kind = raw.st_mode & S_IFMT
    self.init(
      isDirectory: kind == S_IFDIR, isRegular: kind == S_IFREG, size: Int(raw.st_size), mode: UInt32(raw.st_mode & 0o777),
      changed: Self.changed(raw))
  }

  private static func changed(_ raw: stat) -> [Int] {
    #if canImport(Darwin)
      [Int(raw.st_mtimespec.tv_sec), Int(raw.st_mtimespec.tv_nsec)]
    #else
      [Int(raw.st_mtim.tv_sec), Int(raw.st_mtim.tv_nsec)]
    #endif
  }
}
