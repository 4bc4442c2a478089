import Synchronization

/// A file, or standard input, that is read piece by piece.
final class FileStream: Sendable {
  private struct State {
    /// Read already, and to be handed out first.
    var held: [UInt8] = []
    var total = 0
    var isBegun = false
    var error: SystemError?
  }

  let path: String
  /// How messages call it.
  let name: String
  private let role: String
  private let descriptor: Int32
  private let isOwn: Bool
  private let before: SystemCalls.FileStatus
  private let state = Mutex(State())

  /// - Parameters:
  ///   - path: as the user wrote it.
  ///   - role: what the file is for, in messages.
  ///
  /// Throws a failure with status 66 for a file that is missing, a folder or unreadable.
  init(_ path: String, as role: String, dashIsStandardInput: Bool = false) throws(Failure) {
    let isStandardInput = dashIsStandardInput && path == "-"
    name = isStandardInput ? "standard input" : "`\(path)`"
    self.path = path
    self.role = role
    isOwn = !isStandardInput
    do throws(SystemError) {
      descriptor = isStandardInput ? SystemCalls.standardInput : try SystemCalls.openForReading(path)
      before = try SystemCalls.status(of: descriptor)
      if before.isDirectory { throw .isDirectory }
    } catch {
      throw InputFile.unreadable(path, name: name, role: role, error)
    }
  }

  deinit { if isOwn { try? SystemCalls.closeFile(descriptor) } }

  /// How long the file is; `nil` of what is no plain file.
  var size: Int? { before.isRegular ? before.size : nil }

  /// Whether bytes were taken that cannot be had again.
  var isBegun: Bool { state.withLock { $0.isBegun } }

  /// The first bytes, `count` where there are so many; they are handed out again.
  func first(_ count: Int) throws(Failure) -> [UInt8] {
    let bytes = state.withLock { state in
      if state.held.count < count { state.held += pieces(count - state.held.count, &state) }
      return Array(state.held.prefix(count))
    }
    if let error { throw failure(error) }
    return bytes
  }

  /// The next bytes: `count` where so many are left, none at the end, `nil` where reading fails.
  func next(_ count: Int) -> [UInt8]? {
    state.withLock { state in
      state.isBegun = true
      if !state.held.isEmpty {
        let bytes = Array(state.held.prefix(count))
        state.held.removeFirst(bytes.count)
        return bytes.count == count ? bytes : bytes + pieces(count - bytes.count, &state)
      }
      let bytes = pieces(count, &state)
      return state.error == nil ? bytes : nil
    }
  }

  /// All that is left, of at most ``InputFile/largestSize`` bytes; what is read piece by piece may be longer.
  ///
  /// Throws as `finish` does, and with status 66 for what is longer.
  func rest() throws(Failure) -> [UInt8] {
    let bytes = state.withLock { state in
      if before.size > InputFile.largestSize { state.error = .tooLarge }
      let held = state.held
      state.held = []
      let others = pieces(size.map { max($0 - state.total, 0) + 1 } ?? InputFile.largestSize + 1 - state.total, &state)
      if state.total > InputFile.largestSize { state.error = .tooLarge }
      return held.isEmpty ? others : held + others
    }
    try finish()
    return bytes
  }

  /// Throws a failure with status 66 when reading failed or the file has changed meanwhile, 130 when it was interrupted.
  func finish() throws(Failure) {
    if let error { throw failure(error) }
    guard before.isRegular else { return }
    do throws(SystemError) {
      if try SystemCalls.status(of: descriptor).isOther(than: before) { throw .changedWhileRead }
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: SystemError) -> Failure { InputFile.unreadable(path, name: name, role: role, error) }

  private var error: SystemError? { state.withLock { $0.error } }

  /// Up to `count` bytes, fewer only at the end or where reading fails.
  private func pieces(_ count: Int, _ state: inout State) -> [UInt8] {
    var bytes: [UInt8] = []
    // A pipe gives little at a time.
    let most = before.isRegular ? Int.max : 65_536
    while bytes.count < count, state.error == nil {
      do {
        let piece = try SystemCalls.read(descriptor, count: min(count - bytes.count, most))
        if piece.isEmpty { break }
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
      } catch {
        if error != .interrupted || Interruption.isRequested { state.error = error }
      }
    }
    state.total += bytes.count
    return bytes
  }
}
