import Foundation
import SurveyData
import Testing

/// What pyreadstat sees in the files of `Files/` (make-files.py, which compared it with pandas and R's foreign).
struct StatisticsValues: Decodable {
  struct File: Decodable, Sendable, CustomTestStringConvertible {
    var file: String
    var rows: Int
    var columns: [ExpectedColumn]

    var testDescription: String { file }
  }

  struct ExpectedColumn: Decodable, Sendable {
    struct ValueLabel: Decodable, Sendable {
      var value: Double
      var label: String
    }

    var name: String
    var label: String?
    var numbers: [Double?]?
    var texts: [String?]?
    var format: String
    var declared: [String: Int]?
    var labels: [ValueLabel]?
  }

  var files: [File]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Files")

  static let all: [File] = {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent("values.json")),
      let values = try? JSONDecoder().decode(StatisticsValues.self, from: data)
    else { return [] }
    return values.files
  }()

  static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(name))) }

  /// A file as a table.
  static func table(_ name: String, _ options: StatisticsReader.Options = .init()) throws -> DataTable {
    let bytes = try bytes(name)
    guard let format = StatisticsFormat(content: bytes) else { return DataTable(columns: []) }
    return try StatisticsReader.read(bytes, as: format, options: options).table
  }
}
