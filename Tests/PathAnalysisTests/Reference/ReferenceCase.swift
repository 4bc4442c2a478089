import Glibc
import LinearAlgebra
import SurveyData
import Testing

@testable import PathAnalysis

/// Moments or rows of a data set and what lavaan 0.7-2 finds for models of them: a text file in Cases.
///
/// `[group n label]` begins a group's moments (divisor n; the covariance as its lower triangle), `[rows]` rows with a header as in CSV,
/// `[fit name]` a fit: options, model,
/// measures and estimates, each of which is `group left operator right estimate standard-error std.all` (`-` for what is not there).
struct ReferenceCase {
  struct Estimate {
    var group: Int
    var name: String
    var value: Double
    var standardError: Double
    var standardized: Double
  }

  struct Fitted {
    var name: String
    var options: [[String]] = []
    var model = ""
    var measures: [(name: String, value: Double)] = []
    var estimates: [Estimate] = []
  }

  struct Group {
    var label: String
    var size: Int
    var variables: [String] = []
    var means: [Double]?
    var triangle: [[Double]] = []

    /// The sample, its covariance with divisor n - 1 as a sample has it.
    var sample: Sample {
      var covariance = Matrix(rowCount: variables.count, columnCount: variables.count)
      for (i, row) in triangle.enumerated() {
        for (j, value) in row.enumerated() {
          covariance[i, j] = value * Double(size) / Double(size - 1)
          covariance[j, i] = covariance[i, j]
        }
      }
      return Sample(label: label, variables: variables, sampleSize: size, covariance: covariance, means: means)
    }
  }

  private(set) var groups: [Group] = []
  private var rows: [Substring] = []
  private(set) var fits: [Fitted] = []

  init(_ name: String) throws {
    for line in try Self.lines(ofCase: name) where !line.isEmpty && !line.hasPrefix("#") { read(line) }
  }

  /// The lines of a file in Cases.
  static func lines(ofCase name: String) throws -> [Substring] {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return try lines("/\(folder)/Cases/\(name).txt")
  }

  private var hasRows = false

  /// The rows, where there are any.
  var table: DataTable? {
    get throws { hasRows ? try DelimitedReader.read(Array(rows.joined(separator: "\n").utf8)) : nil }
  }

  private static func lines(_ path: String) throws -> [Substring] {
    let file = try #require(fopen(path, "r"), "\(path) cannot be read")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  private mutating func read(_ line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    if line.hasPrefix("[group ") {
      let parts = line.dropFirst(7).dropLast().split(separator: " ", maxSplits: 1)
      groups.append(Group(label: parts.count > 1 ? String(parts[1]) : "", size: Int(parts[0]) ?? 0))
    } else if line.hasPrefix("[fit ") {
      fits.append(Fitted(name: String(line.dropFirst(5).dropLast())))
    } else if line == "[rows]" {
      hasRows = true
    } else if fits.isEmpty {
      if hasRows { rows.append(line) } else { readMoments(words) }
    } else {
      readFit(line, words)
    }
  }

  private mutating func readMoments(_ words: [String]) {
    let last = groups.count - 1
    switch words[0] {
    case "variables": groups[last].variables = Array(words[1...])
    case "means": groups[last].means = words[1...].compactMap(Double.init)
    case "covariance": break
    default: groups[last].triangle.append(words.compactMap(Double.init))
    }
  }

  private mutating func readFit(_ line: Substring, _ words: [String]) {
    let last = fits.count - 1
    switch words[0] {
    case "option": fits[last].options.append(Array(words[1...]))
    case "model", "estimates": break
    case "measures":
      fits[last].measures = words[1...].map { word in
        let parts = word.split(separator: "=")
        return (String(parts[0]), Double(parts[1]) ?? .nan)
      }
    default:
      guard !fits[last].measures.isEmpty else { return fits[last].model += line.drop { $0 == " " } + "\n" }
      fits[last].estimates.append(
        Estimate(
          group: Int(words[0]) ?? 0, name: words[1...3].joined(separator: " "), value: Double(words[4]) ?? .nan,
          standardError: Double(words[5]) ?? .nan, standardized: Double(words[6]) ?? .nan))
    }
  }
}
