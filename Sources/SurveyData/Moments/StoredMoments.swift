import LinearAlgebra

/// The moments of the complete rows of one or several data files, ready to be merged with those of others: `sewall.moments/1`.
///
/// ```swift
/// let joined = try StoredMoments.merged([januarys, februarys])  // as if their rows stood in one file
/// joined.groups[0].sums.covariance
/// ```
public struct StoredMoments: Sendable, Equatable {
  public struct Group: Sendable, Equatable {
    /// The grouping variable's value; empty where there is none.
    public var label: String
    public var sums: MomentSums
    /// How many values each variable lacks over all rows of the group.
    public var missing: [Int]

    /// - Precondition: there is a count for every variable.
    public init(label: String, sums: MomentSums, missing: [Int]) {
      precondition(missing.count == sums.means.count, "\(missing.count) counts, \(sums.means.count) variables")
      self.label = label
      self.sums = sums
      self.missing = missing
    }
  }

  /// The variables without a missing value in the rows that count.
  public var variables: [String]
  public var groupVariable: String?
  /// In order of first appearance; one without a grouping variable.
  public var groups: [Group]
  /// Rows of the files, before listwise deletion.
  public var rowsRead: Int
  /// The data files.
  public var sources: [String]

  public init(variables: [String], groupVariable: String? = nil, groups: [Group], rowsRead: Int, sources: [String]) {
    self.variables = variables
    self.groupVariable = groupVariable
    self.groups = groups
    self.rowsRead = rowsRead
    self.sources = sources
  }

  /// The moments of all groups together, as if there were no grouping variable.
  public var pooled: StoredMoments {
    var result = self
    result.groupVariable = nil
    let none = Group(label: "", sums: MomentSums(variableCount: variables.count), missing: variables.map { _ in 0 })
    result.groups = [
      groups.reduce(none) { sum, group in
        Group(label: "", sums: sum.sums.merged(with: group.sums), missing: zip(sum.missing, group.missing).map { $0 + $1 })
      }
    ]
    return result
  }

  public var rowsUsed: Int { groups.reduce(0) { $0 + $1.sums.count } }

  /// How many values each variable lacks over all rows read that belong to a group.
  public var missingByVariable: [(name: String, count: Int)] {
    variables.indices.map { index in (variables[index], groups.reduce(0) { $0 + $1.missing[index] }) }
  }

  /// What listwise deletion left out; the rows themselves are not kept.
  public var listwise: ListwiseResult {
    ListwiseResult(
      rows: CaseRows(Matrix(rowCount: 0, columnCount: variables.count)), rowsRead: rowsRead, rowsUsed: rowsUsed,
      missingByVariable: missingByVariable, keptRows: [])
  }

  /// The moments of all the rows together. Variables are in the first part's order, groups in order of appearance.
  ///
  /// - Precondition: there is a part.
  ///
  /// Throws `different-variables` or `different-groups` for parts that were not made alike.
  public static func merged(_ parts: [StoredMoments]) throws(DataError) -> StoredMoments {
    precondition(!parts.isEmpty, "no moments to merge")
    var result = parts[0]
    for part in parts.dropFirst() {
      try result.refuseOtherVariables(than: part)
      if part.groupVariable != result.groupVariable {
        throw DataError(
          "different-groups",
          "these moments are \(part.groupWords), those of \(result.sourceWords) are \(result.groupWords)",
          advice: "make all parts with the same --group")
      }
      result.add(part.selecting(result.variables.compactMap { part.variables.firstIndex(of: $0) }))
    }
    return result
  }

  private mutating func add(_ part: StoredMoments) {
    for group in part.groups {
      if let index = groups.firstIndex(where: { $0.label == group.label }) {
        groups[index].sums = groups[index].sums.merged(with: group.sums)
        groups[index].missing = zip(groups[index].missing, group.missing).map { $0 + $1 }
      } else {
        groups.append(group)
      }
    }
    rowsRead += part.rowsRead
    sources += part.sources
  }

  private func selecting(_ indices: [Int]) -> StoredMoments {
    var result = self
    result.variables = indices.map { variables[$0] }
    result.groups = groups.map { group in
      Group(label: group.label, sums: group.sums.selecting(indices), missing: indices.map { group.missing[$0] })
    }
    return result
  }

  private func refuseOtherVariables(than part: StoredMoments) throws(DataError) {
    let (here, there) = (Set(variables), Set(part.variables))
    guard here != there else { return }
    let more = part.variables.filter { !here.contains($0) }
    let fewer = variables.filter { !there.contains($0) }
    let differences = [("have", more), ("lack", fewer)].filter { !$0.1.isEmpty }.map { words, names in
      "\(words) \(names.prefix(5).map { "`\(excerpt($0))`" }.joined(separator: ", "))\(names.count > 5 ? ", …" : "")"
    }
    throw DataError(
      "different-variables",
      "these moments are of other variables than those of \(sourceWords): they \(differences.joined(separator: ", and "))",
      advice: "rows count where no variable is missing: make all parts for the same variables, with --variables or --model")
  }

  private var sourceWords: String { sources.first.map { "`\(excerpt($0))`" } ?? "the first file" }

  private var groupWords: String { groupVariable.map { "by `\(excerpt($0))`" } ?? "without groups" }
}
