import Foundation
import Testing

@testable import sewall

@Suite struct OutputFileTests {
  private func status(_ body: () throws(Failure) -> Void) -> sewall.ExitStatus? {
    do {
      try body()
      return nil
    } catch { return error.status }
  }

  @Test func writesAndReplacesWithoutLeavingAnythingElse() throws {
    let folder = try TemporaryFolder()
    let file = OutputFile(path: folder["r.txt"])
    try file.check()
    try file.write("one")
    try file.write("two")
    #expect(folder.text("r.txt") == "two")
    #expect(folder.names == ["r.txt"])
  }

  @Test func aReplacedFileKeepsItsPermissions() throws {
    let folder = try TemporaryFolder()
    try folder.write("r.txt", "old")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder["r.txt"])
    try OutputFile(path: folder["r.txt"]).write("new")
    let mode = try FileManager.default.attributesOfItem(atPath: folder["r.txt"])[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func aLinkIsFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/real.txt", "old")
    try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: folder["a/real.txt"])
    try OutputFile(path: folder["link"]).write("new")
    #expect(folder.text("a/real.txt") == "new")
  }

  @Test func whatCannotBeCreatedIsKnownBefore() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    for path in [folder.path, folder["no/r.txt"], folder["file/r.txt"], ""] {
      #expect(status { () throws(Failure) in try OutputFile(path: path).check() } == .cannotCreate, "\(path)")
      #expect(status { () throws(Failure) in try OutputFile(path: path).write("x") } != nil, "\(path)")
    }
    #expect(folder.names == ["file"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDeviceIsAFailureOfWriting() throws {
    #expect(status { () throws(Failure) in try OutputFile(path: "/dev/full").write("x") } == .writingFailed)
  }
}
