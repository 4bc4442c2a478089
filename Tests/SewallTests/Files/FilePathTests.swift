import Foundation
import Testing

@testable import sewall

@Suite struct FilePathTests {
  @Test func folderAndName() {
    #expect(FilePath.split("a/b.model") == ("a", "b.model"))
    #expect(FilePath.split("b") == ("", "b"))
    #expect(FilePath.split("/b") == ("/", "b"))
  }

  @Test(arguments: [("a/b.CSV", "csv"), ("a.b/c", ""), ("x.tar.gz", "gz"), ("-", "")])
  func endings(_ path: String, ending: String) {
    #expect(FilePath.ending(of: path) == ending)
  }

  @Test func parentFoldersAreShortenedWhereThatIsTheSamePlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("models/m.model", "x")
    try folder.write("data/d.csv", "x")
    #expect(FilePath.path("../data/d.csv", besideFile: folder["models/m.model"]) == folder["data/d.csv"])
  }

  @Test func aLinkedFolderKeepsItsParent() throws {
    let folder = try TemporaryFolder()
    try folder.write("deep/inside/m.model", "x")
    try folder.write("deep/d.csv", "x")
    try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: folder["deep/inside"])
    #expect(FilePath.path("../d.csv", besideFile: folder["link/m.model"]) == folder["link/../d.csv"])
  }
}
