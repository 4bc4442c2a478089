import PathAnalysis
import SurveyData

/// Files of `sewall moments` in place of data, merged into the moments of all their rows.
struct StoredMomentsInput {
  var options: InputOptions
  var input: ModelInput

  func read() throws(Failure) -> DataSource {
    try refuseContradictions()
    let paths = options.moments
    var parts: [StoredMoments] = []
    for path in paths { parts.append(try Self.read(path)) }
    var merged = parts[0]
    for (path, part) in zip(paths, parts).dropFirst() {
      do { merged = try StoredMoments.merged([merged, part]) } catch { throw Failure(error, in: path) }
    }
    var findings = MomentsInput.ignored(input, options).map { [$0] } ?? []
    if let (first, second) = Self.equals(among: parts) {
      findings.append(
        Finding(
          .warning, "moments-twice", "`\(paths[first])` and `\(paths[second])` hold the same moments",
          advice: "if they are of the same rows, leave one of them out"))
    }
    let name = paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? ", … (\(paths.count) files)" : "")
    return DataSource(content: .stored(merged), name: name, findings: findings)
  }

  static func read(_ path: String) throws(Failure) -> StoredMoments {
    let bytes = try InputFile.read(path, as: "moments")
    do { return try StoredMoments(json: bytes) } catch { throw Failure(error, in: path) }
  }

  /// Two parts with the same means and products of all groups.
  private static func equals(among parts: [StoredMoments]) -> (Int, Int)? {
    for (second, part) in parts.enumerated() {
      if let first = parts[..<second].firstIndex(where: { $0.groups == part.groups }) { return (first, second) }
    }
    return nil
  }

  private func refuseContradictions() throws(Failure) {
    let others = [("cov", !options.cov.isEmpty), ("cor", !options.cor.isEmpty)]
    if let (name, _) = others.first(where: \.1) {
      throw input.failure(option: name, "two-matrices", "`\(name)` and `moments` are both given", advice: "give one of them")
    }
    let parts = [("sds", !options.sds.isEmpty), ("means", !options.means.isEmpty), ("n", options.sampleSize != nil)]
    if let (name, _) = parts.first(where: \.1) {
      throw input.failure(
        option: name, "without-correlations", "`\(name)` belongs to `cov` or `cor`: files of moments hold their own")
    }
  }
}
