extension TeamVariable {
  /// Half way between a small and a medium effect (LeBreton and Senter 2008).
  static let customarySingle = 0.05
  /// For reliable team means (Bliese 2000; LeBreton and Senter 2008).
  static let customaryReliability = 0.70
  /// For strong agreement (George 1990; LeBreton and Senter 2008).
  static let customaryAgreement = 0.70

  /// What speaks against team means of this variable, with whose custom it is.
  var warnings: [String] {
    var warnings: [String] = []
    guard let correlation else { return ["`\(name)` does not vary within or between teams"] }
    let single = correlation.single()
    if single < Self.customarySingle {
      warnings.append(
        "ICC(1) of `\(name)` is \(twoDecimals(single)), below .05: members of a team answer little more alike than others do "
          + "(LeBreton and Senter 2008)")
    }
    if let reliability = correlation.ofMeans, reliability < Self.customaryReliability {
      warnings.append(
        "ICC(2) of `\(name)` is \(twoDecimals(reliability)), below .70: team means are little reliable "
          + "(Bliese 2000; LeBreton and Senter 2008)")
    }
    if hasFractions {
      warnings.append(
        "`\(name)` has values between the answers, as a mean of items has: its rwg is too high; name the items in `scales`")
    }
    if let median = withinGroup?.median, median < Self.customaryAgreement {
      warnings.append(
        "the median \(indexName) of `\(name)` is \(twoDecimals(median)), below .70 (George 1990; LeBreton and Senter 2008)")
    }
    if let deviation = averageDeviation?.mean, let largest = largestDeviation, deviation > largest {
      warnings.append(
        "the average deviation of `\(name)` is \(twoDecimals(deviation)), above a sixth of the \(answerCount ?? 0) answers, "
          + "\(twoDecimals(largest)) (Burke and Dunlap 2002)")
    }
    return warnings
  }

  /// `rwg`, or `rwg(9)` of nine items.
  public var indexName: String { itemCount == 1 ? "rwg" : "rwg(\(itemCount))" }
}
