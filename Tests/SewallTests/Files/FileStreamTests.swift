import Foundation
import Testing

@testable import sewall

@Suite struct FileStreamTests {
  private func stream(_ text: String) throws -> (stream: FileStream, path: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write("d.csv", text)
    let path = "\(folder.path)/d.csv"
    return (try FileStream(path, as: "data"), path, folder)
  }

  @Test func piecesMakeUpTheFile() throws {
    let (stream, _, folder) = try stream("x,y\n1,2\n")
    let start = try stream.first(3)
    #expect(start == Array("x,y".utf8))
    #expect(stream.next(5) == Array("x,y\n1".utf8))
    let rest = try stream.rest()
    #expect(rest == Array(",2\n".utf8))
    withExtendedLifetime(folder) {}
  }

  /// A file of holes: nothing of it is read.
  @Test func aFileTooLongToBeHeldIsRefusedWhole() throws {
    let (_, path, folder) = try stream("x,y\n")
    #expect(truncate(path, 3_000_000_000) == 0)
    let failure = try #require(throws: Failure.self) { try InputFile.read(path, as: "data") }
    #expect(failure.findings.map(\.message.id) == ["too-large"])
    let pieces = try FileStream(path, as: "data")
    #expect(pieces.next(4) == Array("x,y\n".utf8))
    withExtendedLifetime(folder) {}
  }

  /// Rows appended after the first were read: the file is refused, whatever of it was seen.
  @Test func aFileThatGrowsWhileItIsReadIsRefused() throws {
    let (stream, path, folder) = try stream("x,y\n1,2\n")
    _ = stream.next(5)
    let writer = try #require(FileHandle(forWritingAtPath: path))
    try writer.seekToEnd()
    try writer.write(contentsOf: Data("3,4\n".utf8))
    try writer.close()
    let failure = try #require(throws: Failure.self) { try stream.rest() }
    #expect(failure.status == .missingInput)
    #expect(failure.findings.map(\.message.id) == ["changed-while-read"])
    withExtendedLifetime(folder) {}
  }
}
