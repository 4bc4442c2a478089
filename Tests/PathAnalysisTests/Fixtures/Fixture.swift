import Glibc
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// A data file beside this source.
enum Fixture {
  static func sample(_ name: String, variables: [String]) throws -> Sample {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return try Sample.completeCases(of: try table("/\(folder)/\(name)"), variables: variables).sample
  }

  /// A data file of the project, by its path from the root.
  static func projectSample(_ path: String, variables: [String]) throws -> Sample {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return try Sample.completeCases(of: try table("/\(root)/\(path)"), variables: variables).sample
  }

  private static func table(_ path: String) throws -> DataTable {
    let file = try #require(fopen(path, "r"), "\(path) cannot be read")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return try DelimitedReader.read(bytes, options: TextOptions())
  }
}
