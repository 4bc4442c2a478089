import LinearAlgebra

/// Whether models were fitted to the same data, so that their statistics can be compared.
struct SampleComparison {
  /// The same groups, cases, variables and moments: chi-square differences mean something.
  let haveSameMoments: Bool
  /// The same cases and outcomes: likelihoods are of the same variables, and so AIC and BIC comparable.
  let areComparableLikelihoods: Bool
  private let sizes: [Int]
  private let variables: [Set<String>]
  private let exogenous: [Set<String>]

  init(_ fits: [Fit]) {
    sizes = fits.map(\.sampleSize)
    variables = fits.map { Set($0.model.allObservedVariables) }
    exogenous = fits.map { fit in
      guard fit.model.table.hasFixedX else { return [] }
      return Set(fit.groups.flatMap { group in group.exogenousIndices.map { group.observedVariables[$0] } })
    }
    let outcomes = zip(variables, exogenous).map { $0.subtracting($1) }
    let hasSameMoments = fits.dropFirst().allSatisfy { fit in fits.first.map { Self.haveSameMoments(fit, $0) } ?? true }
    haveSameMoments = hasSameMoments
    let sameCases = Set(sizes).count <= 1
    // With different predictors the likelihoods are still of the same outcomes, given predictors.
    areComparableLikelihoods = sameCases && Set(outcomes).count <= 1 && (hasSameMoments || !exogenous.contains { $0.isEmpty })
  }

  private static func haveSameMoments(_ a: Fit, _ b: Fit) -> Bool {
    guard a.groups.count == b.groups.count else { return false }
    return zip(a.groups, b.groups).allSatisfy { first, second in
      let names = first.observedVariables
      let place = names.indices.map { second.matrices.position(of: names[$0], level: first.matrices.levels[$0]) }
      guard first.sample.sampleSize == second.sample.sampleSize, names.count == second.observedVariables.count,
        !place.contains(nil)
      else { return false }
      let other = second.observed.covariance.principal(place.compactMap { $0 })
      let own = first.observed.covariance
      return names.indices.allSatisfy { j in
        names.indices.allSatisfy { i in abs(own[i, j] - other[i, j]) <= 1e-8 * (own[i, i] * own[j, j]).squareRoot() }
      }
    }
  }

  func messages(_ names: [String]) -> [Message] {
    var messages: [Message] = []
    if !haveSameMoments { messages.append(different(names)) }
    if haveSameMoments && !areComparableLikelihoods {
      let lists = zip(names, exogenous).map { "\($0): \($1.isEmpty ? "none" : $1.sorted().joined(separator: ", "))" }
      messages.append(
        Message(
          .warning, "different-exogenous",
          "The models hold different variables exogenous (\(lists.joined(separator: "; "))), so that their likelihoods are of different "
            + "variables: AIC and BIC are not comparable. --no-fixed-x makes them so."))
    }
    return messages
  }

  private func different(_ names: [String]) -> Message {
    let reason: String
    if Set(sizes).count > 1 {
      reason = "numbers of cases (\(zip(names, sizes).map { "\($0): \($1)" }.joined(separator: "; ")))"
    } else if Set(variables).count > 1 {
      let common = variables.dropFirst().reduce(variables.first ?? []) { $0.intersection($1) }
      let own = zip(names, variables).map { "\($0): \($1.subtracting(common).sorted().joined(separator: ", "))" }
      reason = "variables (only in \(own.filter { !$0.hasSuffix(": ") }.joined(separator: "; ")))"
    } else {
      reason = "data"
    }
    return Message(
      .warning, "different-data",
      "The models are of different \(reason): their chi-squares cannot be compared. Let every model name the same variables; "
        + "a predictor without effect is written y ~ 0*w.")
  }
}
