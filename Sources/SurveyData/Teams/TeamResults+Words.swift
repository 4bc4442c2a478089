extension TeamResults {
  /// `35 teams of 3 to 12 members (mean 6.2) by `team`; 2 teams with fewer than 3 members left out (4 rows)`.
  func text(_ step: TeamStep) -> String {
    let members =
      sizes.lowerBound == sizes.upperBound
      ? "\(sizes.lowerBound) members" : "\(sizes.lowerBound) to \(sizes.upperBound) members (mean \(oneDecimal(meanSize)))"
    var text = "\(teamCount) teams of \(members) by `\(variable)`"
    let place = step.excludesRows ? "left out" : "left out of their agreement"
    if teamsLeftOut > 0 {
      text +=
        "; \(teamsLeftOut) \(teamsLeftOut == 1 ? "team" : "teams") with fewer than \(smallestTeam) members \(place) "
        + "(\(rowsOfTeamsLeftOut) \(rowsOfTeamsLeftOut == 1 ? "row" : "rows"))"
    }
    if rowsWithoutTeam > 0 { text += "; \(rowsWithoutTeam) \(rowsWithoutTeam == 1 ? "row" : "rows") without a team \(place)" }
    if !addedVariables.isEmpty { text += "; team means added as \(listing(addedVariables))" }
    return text
  }

  /// `218 rows are now 35 teams: each variable is the mean of the members, `team_size` their number`.
  static func aggregation(teams: Int, rows: Int, textLeftOut: [String]) -> String {
    let text =
      "\(rows) rows are now \(teams) teams: each variable is the mean of the members, `\(TeamStep.sizeVariable)` their number"
    return textLeftOut.isEmpty ? text : text + "; text that differs within teams is left out: \(listing(textLeftOut))"
  }
}

extension TeamVariable {
  /// `climate (5 items): ICC(1) .12, ICC(2) .62, F(34, 180) = 2.61, p < .001; rwg(5) mean .81, median .84, .00 to .97, …`.
  func text(_ null: NullDistribution) -> String {
    var text = itemCount == 1 ? "\(name): " : "\(name) (\(itemCount) items): "
    if let correlation {
      text += "ICC(1) \(twoDecimals(correlation.single()))"
      if let reliability = correlation.ofMeans { text += ", ICC(2) \(twoDecimals(reliability))" }
      text += ", F(\(correlation.numeratorDegreesOfFreedom), \(correlation.denominatorDegreesOfFreedom)) = "
      text += "\(ratio(correlation.f)), p \(probability(correlation.p))"
    } else {
      text += "no ICC, for nothing varies"
    }
    if let withinGroup {
      text += "; \(indexName) mean \(twoDecimals(withinGroup.mean)), median \(twoDecimals(withinGroup.median)), "
      text += "\(twoDecimals(withinGroup.minimum)) to \(twoDecimals(withinGroup.maximum))"
      if let share = shareOfAgreement { text += ", \(Int((share * 100).rounded()))% of teams at least .70" }
      text += teamsSetToZero > 0 ? " (\(null.words) null, \(teamsSetToZero) set to 0)" : " (\(null.words) null)"
    }
    if let averageDeviation {
      text += "; AD mean \(twoDecimals(averageDeviation.mean))"
      if let largestDeviation { text += " (at most \(twoDecimals(largestDeviation)))" }
    }
    if answerCount == nil { text += "; no \(indexName): give the answers as `range: 1..5`" }
    if teamsWithoutAgreement > 0 { text += "; \(teamsWithoutAgreement) teams with fewer than two answers" }
    return text
  }
}

/// The first ten names.
private func listing(_ names: [String]) -> String {
  names.prefix(10).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 10 ? ", …" : "")
}

/// `6.2`.
private func oneDecimal(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}

/// `2.61`, with its zero before the point.
private func ratio(_ value: Double) -> String {
  let text = twoDecimals(value)
  return text.hasPrefix(".") ? "0" + text : text
}

/// `< .001`, or `= .012`.
private func probability(_ p: Double) -> String {
  let thousandths = Int((p * 1000).rounded())
  if p < 0.001 { return "< .001" }
  if thousandths >= 1000 { return "> .999" }
  return "= ." + String(repeating: "0", count: 3 - String(thousandths).utf8.count) + String(thousandths)
}
