import ModelSyntax

/// A parameter that a model does not estimate and that might be freed.
struct ModificationCandidate: Sendable, Equatable {
  var lhs: String
  var relation: TermOperator
  /// Empty for an intercept.
  var rhs: String
  /// From 0.
  var group: Int
  var place: ParameterPlace.Matrix
  var row: Int
  var column: Int
  /// The value at which the model holds it: 0 where it is not in the model at all.
  var value: Double
  /// Whether freeing it keeps the model's arrows as they point: no exogenous variable becomes an outcome and no loop arises.
  var keepsDirection: Bool
}

/// Every parameter that might be freed: lavaan's list (conventions.md section 10), fixed parameters included.
///
/// Loadings of every observed variable outside the regressions on every latent variable, covariances among the residuals of observed
/// variables and among those of latent variables, paths among all variables that stand in a regression, and what the model fixes.
struct ModificationCandidates {
  private let table: ParameterTable
  private let matrices: RAMMatrices
  private let group: Int
  private let level: Int
  private let arrows: Arrows
  private var found: [ModificationCandidate] = []

  static func all(of model: PathModel) -> [ModificationCandidate] {
    model.groups.indices.flatMap { group in
      Set(model.groups[group].levels).sorted().flatMap { level in
        var list = ModificationCandidates(model, group: group, level: level)
        list.addFixedRows()
        list.addLoadings()
        list.addCovariances()
        list.addPaths()
        return list.found
      }
    }
  }

  private init(_ model: PathModel, group: Int, level: Int) {
    table = model.table
    matrices = model.groups[group]
    self.group = group
    self.level = level
    arrows = Arrows(matrices)
  }

  private var rows: [ParameterRow] { table.rows.filter { $0.group == group + 1 && $0.level == level } }
  private var latent: [Int] {
    (matrices.observedCount..<matrices.variables.count).filter { matrices.levels[$0] == level }
  }

  /// Observed variables whose moments the model explains.
  private var modelled: [Int] {
    let fixed = table.hasFixedX ? Set(table.exogenousVariables(ofGroup: group + 1, level: level)) : []
    let formative = matrices.compositeIndicators
    return matrices.targets.filter {
      matrices.levels[$0] == level && !fixed.contains(matrices.variables[$0]) && !formative.contains($0)
    }
  }

  private func position(_ name: String) -> Int? { matrices.position(of: name, level: level) }

  // MARK: Kinds

  private mutating func addFixedRows() {
    for row in rows {
      guard case .fixed(let value) = row.status, let left = position(row.lhs) else { continue }
      let right = position(row.rhs) ?? left
      switch row.relation {
      case .regression: add(row.lhs, .regression, row.rhs, .directEffect, left, right, value: value, isInModel: true)
      case .measuredBy: add(row.lhs, .measuredBy, row.rhs, .directEffect, right, left, value: value, isInModel: true)
      case .covariance: add(row.lhs, .covariance, row.rhs, .symmetricEffect, left, right, value: value, isInModel: true)
      // A variable of two levels has one mean.
      case .intercept where matrices.betweenPart(of: left) != nil: break
      case .intercept: add(row.lhs, .intercept, "", .intercept, left, 0, value: value, isInModel: true)
      case .threshold, .scaling, .formedBy: break
      }
    }
  }

  private mutating func addLoadings() {
    // A factor's arrow to a variable of the regressions is a path, and listed there.
    let structural = Set(rows.filter { $0.relation == .regression }.flatMap { [$0.lhs, $0.rhs] })
    let indicators = Set(rows.filter { $0.relation == .measuredBy }.map(\.rhs))
    for factor in latent {
      for indicator in modelled {
        let name = matrices.variables[indicator]
        if structural.contains(name) && !indicators.contains(name) { continue }
        add(
          matrices.variables[factor], .measuredBy, matrices.variables[indicator], .directEffect, indicator, factor)
      }
    }
  }

  private mutating func addCovariances() {
    for set in [modelled, latent] {
      for (index, i) in set.enumerated() {
        for j in set[index...] { add(matrices.variables[i], .covariance, matrices.variables[j], .symmetricEffect, i, j) }
      }
    }
  }

  private mutating func addPaths() {
    let regressions = rows.filter { $0.relation == .regression }
    let names = unique(regressions.map(\.lhs) + regressions.map(\.rhs))
    let indicators = Set(rows.filter { $0.relation == .measuredBy }.map(\.rhs))
    for outcome in names {
      for predictor in names where predictor != outcome {
        guard let to = position(outcome), let from = position(predictor) else { continue }
        // A factor's arrow to an indicator is a loading, and listed there.
        if indicators.contains(outcome) && latent.contains(from) { continue }
        add(outcome, .regression, predictor, .directEffect, to, from)
      }
    }
  }

  // MARK: One candidate

  private mutating func add(
    _ lhs: String, _ relation: TermOperator, _ rhs: String, _ place: ParameterPlace.Matrix, _ first: Int, _ second: Int,
    value: Double = 0, isInModel: Bool = false
  ) {
    let isSymmetric = place == .symmetricEffect
    let row = isSymmetric ? max(first, second) : first
    let column = isSymmetric ? min(first, second) : second
    guard !found.contains(where: { $0.place == place && $0.row == row && $0.column == column }),
      isInModel || !entries(place).contains(where: { $0.row == row && (place == .intercept || $0.column == column) })
    else { return }
    let keepsDirection = place != .directEffect || value != 0 || arrows.allow(from: column, to: row)
    found.append(
      ModificationCandidate(
        lhs: lhs, relation: relation, rhs: rhs, group: group, place: place, row: row, column: column, value: value,
        keepsDirection: keepsDirection))
  }

  private func entries(_ place: ParameterPlace.Matrix) -> [RAMMatrices.Entry] { matrices.entries(place) }
}

/// What a new arrow would do to a model's direction.
private struct Arrows {
  private let children: [[Int]]
  private let isOutcome: [Bool]
  private let isRecursive: Bool

  init(_ matrices: RAMMatrices) {
    var children = [[Int]](repeating: [], count: matrices.variables.count)
    var isOutcome = [Bool](repeating: false, count: matrices.variables.count)
    for entry in matrices.directEffects where entry.source != .fixed(0) {
      children[entry.column].append(entry.row)
      isOutcome[entry.row] = true
    }
    self.children = children
    self.isOutcome = isOutcome
    isRecursive = matrices.isRecursive
  }

  /// Amos's rule: not to a variable that nothing points at, and not back to a cause in a recursive model.
  func allow(from: Int, to: Int) -> Bool { isOutcome[to] && !(isRecursive && reaches(to, from)) }

  private func reaches(_ start: Int, _ target: Int) -> Bool {
    var seen = Set([start])
    var waiting = [start]
    while let next = waiting.popLast() {
      if next == target { return true }
      for child in children[next] where seen.insert(child).inserted { waiting.append(child) }
    }
    return false
  }
}
