import Testing

@testable import sewall

@Suite struct InputFileTests {
  private func failure(_ path: String) -> Failure? {
    do {
      _ = try InputFile.readText(path, as: "model")
      return nil
    } catch { return error }
  }

  @Test func aFileIsReadWhole() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try folder.write("d", bytes: bytes)
    #expect(try InputFile.read(folder["d"], as: "data") == bytes)
  }

  @Test func aMissingFileNamesTheNearest() throws {
    let folder = try TemporaryFolder()
    try folder.write("fssb.model", "x")
    let found = try #require(failure(folder["fsb.model"]))
    #expect(found.status == .missingInput)
    #expect(found.findings[0].text.contains("did you mean `\(folder["fssb.model"])`?"))
  }

  @Test func foldersAndEmptyFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("empty", "")
    #expect(failure(folder.path)?.findings[0].message.id == "folder")
    #expect(failure(folder["empty"])?.findings[0].message.id == "empty-file")
    #expect(failure(folder["empty/x"])?.findings[0].message.id == "missing-file")
    #expect(failure(folder["no/x"])?.findings[0].text.contains("there is no folder") == true)
  }

  @Test func textThatIsNotUTF8NamesItsLine() throws {
    let folder = try TemporaryFolder()
    try folder.write("latin", bytes: Array("x -> y\n# caf".utf8) + [0xE9, 0x0A])
    let found = try #require(failure(folder["latin"]))
    #expect(found.status == .wrongInput)
    #expect(found.findings[0].message.place == "\(folder["latin"]):2:1")
    try folder.write("utf16", bytes: [0xFF, 0xFE, 0x78, 0x00])
    #expect(failure(folder["utf16"])?.findings[0].text.contains("UTF-16") == true)
  }

  @Test func namesThatHoldAnything() throws {
    #expect(failure("")?.status == .missingInput)
    #expect(failure(String(repeating: "x", count: 5_000))?.status == .missingInput)
  }
}
