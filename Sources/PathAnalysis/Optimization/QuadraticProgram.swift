import LinearAlgebra

/// Minimises `g'd + d'Gd/2` subject to `a_i'd + c_i = 0` (the first constraints) and `a_i'd + c_i >= 0` (the others).
///
/// The dual method: from the unconstrained minimum, violated constraints are met one after another, and those whose multiplier would
/// turn negative are let go. It needs no feasible start, ends after finitely many steps, and finds out whether the constraints contradict
/// each other. Source: Goldfarb & Idnani (1983), Mathematical Programming 27, 1-33.
struct QuadraticProgram: Sendable {
  private let factor: CholeskyFactorization
  /// A constraint violated by less counts as met; in units of `sqrt(a' G^-1 a)`.
  private let tolerance: Double

  /// - Throws: when G is not positive definite.
  init(hessian: Matrix, tolerance: Double = 1e-13) throws(FactorizationError) {
    factor = try CholeskyFactorization(hessian)
    self.tolerance = tolerance
  }

  /// `a_i` in the rows of `normals`, `c_i` in `values`.
  struct Conditions: Sendable {
    var normals: Matrix
    var values: [Double]
    var equalityCount: Int
  }

  enum Outcome: Sendable, Equatable {
    /// d, and a multiplier for each constraint: `g + G d = sum_i u_i a_i`.
    case solution([Double], multipliers: [Double])
    /// The constraint that cannot be met together with `others`.
    case infeasible(constraint: Int, others: [Int])
  }

  func solve(gradient: [Double], _ conditions: Conditions) -> Outcome {
    var search = Search(
      factor: factor, tolerance: tolerance, conditions: conditions, step: factor.solve(gradient.map { -$0 }))
    return search.run()
  }
}

private struct Search {
  let factor: CholeskyFactorization
  let tolerance: Double
  let conditions: QuadraticProgram.Conditions
  var step: [Double]
  var active: [Int] = []
  /// Of the active constraints.
  var multipliers: [Double] = []
  private var images: [Int: [Double]] = [:]

  init(factor: CholeskyFactorization, tolerance: Double, conditions: QuadraticProgram.Conditions, step: [Double]) {
    self.factor = factor
    self.tolerance = tolerance
    self.conditions = conditions
    self.step = step
  }

  mutating func run() -> QuadraticProgram.Outcome {
    for equality in 0..<conditions.equalityCount {
      if let outcome = meet(equality) { return outcome }
    }
    // Each constraint met raises the minimum, so that no active set comes twice; the bound guards against rounding.
    for _ in 0..<(20 * (conditions.values.count + 1)) {
      guard let violated = mostViolated() else { break }
      if let outcome = meet(violated) { return outcome }
    }
    var all = [Double](repeating: 0, count: conditions.values.count)
    for (k, constraint) in active.enumerated() { all[constraint] = multipliers[k] }
    return .solution(step, multipliers: all)
  }

  private func value(_ constraint: Int) -> Double {
    conditions.values[constraint] + dot(conditions.normals.row(constraint), step)
  }

  /// `G^-1 a`.
  private mutating func image(_ constraint: Int) -> [Double] {
    if let known = images[constraint] { return known }
    let image = factor.solve(conditions.normals.row(constraint))
    images[constraint] = image
    return image
  }

  private mutating func mostViolated() -> Int? {
    var worst: (constraint: Int, distance: Double)?
    for constraint in conditions.equalityCount..<max(conditions.equalityCount, conditions.values.count)
    where !active.contains(constraint) {
      let value = value(constraint)
      guard value < 0 else { continue }
      let scale = max(dot(conditions.normals.row(constraint), image(constraint)), 0).squareRoot()
      let distance = scale > 0 ? -value / scale : (-value > tolerance ? .infinity : 0)
      if distance > max(tolerance, worst?.distance ?? 0) { worst = (constraint, distance) }
    }
    return worst?.constraint
  }

  /// Moves to the minimum with one more constraint met; `nil` when that is possible.
  private mutating func meet(_ constraint: Int) -> QuadraticProgram.Outcome? {
    let normal = conditions.normals.row(constraint)
    let isEquality = constraint < conditions.equalityCount
    let ownImage = image(constraint)
    let scale = dot(normal, ownImage)
    var multiplier = 0.0
    for _ in 0...(conditions.values.count + 1) {
      let (weights, direction) = projection(of: normal, ownImage)
      let slope = dot(normal, direction)
      let isDependent = !(slope > 1e-12 * scale) || scale == 0
      if isDependent, isEquality {
        let distance = abs(value(constraint))
        return distance <= 1e-9 * max(scale.squareRoot(), 1e-300) || distance == 0
          ? nil : .infeasible(constraint: constraint, others: active)
      }
      let full = isDependent ? Double.infinity : -value(constraint) / slope
      let (partial, dropped) = isEquality ? (Double.infinity, nil) : blocking(weights)
      let length = min(full, partial)
      guard length.isFinite else {
        let others = active.indices.filter { abs(weights[$0]) > 1e-9 }.map { active[$0] }
        return .infeasible(constraint: constraint, others: others)
      }
      for k in active.indices { multipliers[k] -= length * weights[k] }
      multiplier += length
      if !isDependent { for i in step.indices { step[i] += length * direction[i] } }
      guard let dropped, partial < full else {
        active.append(constraint)
        multipliers.append(multiplier)
        return nil
      }
      active.remove(at: dropped)
      multipliers.remove(at: dropped)
    }
    return nil
  }

  /// The normal as a combination of the active ones, and what is left over, in the metric of `G^-1`.
  private mutating func projection(of normal: [Double], _ ownImage: [Double]) -> (weights: [Double], direction: [Double]) {
    guard !active.isEmpty else { return ([], ownImage) }
    let normals = active.map { conditions.normals.row($0) }
    let activeImages = active.map { image($0) }
    var gram = Matrix(rowCount: active.count, columnCount: active.count)
    for i in active.indices { for j in active.indices { gram[i, j] = dot(normals[i], activeImages[j]) } }
    guard let gramFactor = try? CholeskyFactorization(gram) else {
      return ([Double](repeating: 0, count: active.count), [Double](repeating: 0, count: normal.count))
    }
    let weights = gramFactor.solve(activeImages.map { dot(normal, $0) })
    var direction = ownImage
    for (k, weight) in weights.enumerated() { for i in direction.indices { direction[i] -= weight * activeImages[k][i] } }
    return (weights, direction)
  }

  /// The longest step that leaves the multipliers of active inequalities positive, and which one stops it.
  private func blocking(_ weights: [Double]) -> (length: Double, place: Int?) {
    var best: (length: Double, place: Int?) = (.infinity, nil)
    for k in active.indices where active[k] >= conditions.equalityCount && weights[k] > 1e-14 {
      let length = multipliers[k] / weights[k]
      if length < best.length { best = (length, k) }
    }
    return best
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}
