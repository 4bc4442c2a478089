import PathAnalysis

/// The rows of one group and level, which a report prints together.
struct ResultsPart {
  var group: Int
  var level: Int
  /// Says which group and level; `nil` when there is only one of each.
  var heading: String?

  static func all(of results: Results) -> [ResultsPart] {
    let estimated = results.parameters.filter { $0.op != ":=" }
    let groups = Set(estimated.map(\.group) + results.effects.map(\.group)).sorted()
    let levels = Set(estimated.map(\.level)).sorted()
    let parts = (groups.isEmpty ? [1] : groups).flatMap { group in
      (levels.isEmpty ? [1] : levels).map { ResultsPart(group: group, level: $0, heading: nil) }
    }
    guard parts.count > 1 else { return parts }
    return parts.map { part in
      var names: [String] = []
      if groups.count > 1 { names.append(name(ofGroup: part.group, in: results.groups)) }
      if levels.count > 1 { names.append(part.level == 1 ? "Within level" : "Between level") }
      return ResultsPart(group: part.group, level: part.level, heading: names.joined(separator: ", "))
    }
  }

  private static func name(ofGroup group: Int, in groups: [GroupResult]) -> String {
    guard groups.indices.contains(group - 1) else { return "Group \(group)" }
    let found = groups[group - 1]
    return "Group \(found.label.isEmpty ? String(group) : found.label) (n = \(PrintedNumber.count(found.sampleSize)))"
  }
}
