import Glibc
import Testing

@testable import SurveyData

/// Real answers: 300 persons, five scales of five items.
enum BigFive {
  static func table() throws -> DataTable {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let file = try #require(fopen("\(folder)/big-five.csv", "r"), "big-five.csv is not there")
    defer { fclose(file) }
    var contents: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { contents.append(UInt8(truncatingIfNeeded: byte)) }
    return try DelimitedReader.read(contents, options: TextOptions())
  }
}
