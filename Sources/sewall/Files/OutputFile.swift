/// A file that the user asked for: written whole beside its place, then moved there, so that no half of it is ever seen.
struct OutputFile: Sendable {
  let path: String

  /// Finds out before a long computation whether the file can be created.
  ///
  /// Throws a failure with status 73.
  func check() throws(Failure) {
    if let status = try? SystemCalls.status(ofPath: path) {
      if status.isDirectory { throw cannotCreate("it is a folder") }
      if !SystemCalls.mayWrite(to: path) { throw cannotCreate("it may not be written") }
      if !status.isRegular { return }
    }
    let folder = FilePath.split(SystemCalls.resolved(path) ?? path).folder
    let place = folder.isEmpty ? "." : folder
    guard let status = try? SystemCalls.status(ofPath: place) else { throw cannotCreate("there is no folder `\(place)`") }
    if !status.isDirectory { throw cannotCreate("`\(place)` is not a folder") }
    if FilePath.split(path).name.isEmpty { throw cannotCreate("it names no file") }
    if !SystemCalls.mayWrite(in: place) { throw cannotCreate("the folder `\(place)` may not be written") }
  }

  /// Writes `text`; an existing file is replaced and keeps its permissions. Devices and pipes are written directly.
  ///
  /// Throws a failure with status 73 when the file cannot be created, 74 when writing fails; nothing half-written is left.
  func write(_ text: String) throws(Failure) { try write(Array(text.utf8)) }

  /// Writes bytes, as `write(_: String)` writes text.
  func write(_ bytes: [UInt8]) throws(Failure) {
    let status = try? SystemCalls.status(ofPath: path)
    if let status, !status.isRegular && !status.isDirectory {
      do { try writeDirectly(bytes) } catch { throw writingFailed(error) }
      return
    }
    let target = SystemCalls.resolved(path) ?? path
    let parts = FilePath.split(target)
    let temporary = FilePath.join(parts.folder, ".\(parts.name.prefix(100)).\(SystemCalls.processIdentifier).part")
    let descriptor: Int32
    do {
      descriptor = try SystemCalls.createNew(temporary, mode: status?.mode ?? 0o666)
    } catch {
      throw cannotCreate(error.text)
    }
    do {
      try finish(descriptor, bytes, temporary: temporary, target: target)
    } catch {
      SystemCalls.remove(temporary)
      throw writingFailed(error)
    }
  }

  private func writeDirectly(_ bytes: [UInt8]) throws(SystemError) {
    let descriptor = try SystemCalls.openForWriting(path)
    do {
      try SystemCalls.writeAll(bytes, to: descriptor)
    } catch {
      try? SystemCalls.closeFile(descriptor)
      throw error
    }
    try SystemCalls.closeFile(descriptor)
  }

  private func finish(_ descriptor: Int32, _ bytes: [UInt8], temporary: String, target: String) throws(SystemError) {
    do {
      try SystemCalls.writeAll(bytes, to: descriptor)
    } catch {
      try? SystemCalls.closeFile(descriptor)
      throw error
    }
    try SystemCalls.closeFile(descriptor)
    try SystemCalls.replace(target, with: temporary)
  }

  private func cannotCreate(_ reason: String) -> Failure {
    Failure(.cannotCreate, "cannot-create", "`\(path)` cannot be created: \(reason)")
  }

  private func writingFailed(_ error: SystemError) -> Failure {
    Failure(.writingFailed, "writing-failed", "writing `\(path)` failed: \(error.text)")
  }
}
