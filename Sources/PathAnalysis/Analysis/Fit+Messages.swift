import LinearAlgebra

extension Fit {
  /// What a reader must know beside the numbers: what was added, assumed, and what is wrong with the solution.
  public var messages: [Message] {
    var messages: [Message] = []
    if !converged {
      messages.append(
        Message(
          .error, "not-converged",
          "The estimation stopped after \(iterations) iterations without converging: the estimates below are not a solution. "
            + "Check the model for paths that the data cannot tell apart, give start values with start(), or raise --max-iterations."
        ))
    }
    messages +=
      missingDataMessages + identificationMessages + admissibilityMessages + activeMessages + rotationMessages + ordinalMessages
    return messages + addedByDefault
  }

  private var identificationMessages: [Message] {
    var messages: [Message] = []
    if degreesOfFreedom < 0 {
      messages.append(
        Message(
          .error, "negative-degrees-of-freedom",
          "The model has \(freeCount) free parameters but only \(model.momentCount) sample moments "
            + "(\(degreesOfFreedom) degrees of freedom): fix or remove at least \(-degreesOfFreedom) parameters."))
    }
    for set in identification.dependentSets {
      let what =
        set.count == 1
        ? "Nothing in the data tells the value of \(set[0])"
        : "These parameters move together without changing the fit: \(set.joined(separator: ", "))"
      var remedy = "Fix one of them, or remove a path; no standard errors are given."
      if set.contains(where: { $0.hasSuffix("~1") }), let name = variableFarFromZero {
        remedy =
          "The values of \(name) lie so far from zero, beside how much they differ, that its path and the intercept cannot be told apart: "
          + "subtract a number near its mean (compute: {\(name)_near_zero: \(name) - ...}); no standard errors are given."
      }
      messages.append(Message(.error, "not-identified", "\(what). \(remedy)"))
    }
    return messages
  }

  /// The variable whose mean is the most standard deviations from zero, where that is more than 10,000: the path from it and the intercept
  /// are then correlated to 1 - 5e-9 or more.
  private var variableFarFromZero: String? {
    var farthest: (name: String, distance: Double)?
    for group in groups {
      for (index, name) in group.observedVariables.enumerated() {
        guard let mean = group.observed.means?[index] else { continue }
        let distance = abs(mean) / group.observed.covariance[index, index].squareRoot()
        if distance > max(1e4, farthest?.distance ?? 0) { farthest = (name, distance) }
      }
    }
    return farthest?.name
  }

  private var admissibilityMessages: [Message] {
    let admissibility = self.admissibility
    var messages = admissibility.negativeVariances.map { Message(.error, "negative-variance", $0.text(level: options.level)) }
    if !admissibility.impossibleCovariances.isEmpty {
      messages.append(
        Message(
          .error, "impossible-covariance",
          "The residual covariances of \(admissibility.impossibleCovariances.joined(separator: ", ")) cannot belong to any population "
            + "(their matrix is not positive definite): the solution is not admissible."))
    }
    return messages
  }

  /// Inequalities and bounds at which estimates stopped.
  private var activeMessages: [Message] {
    activeConstraints.map { origin in
      switch origin {
      case .statement(let index):
        Message(
          .note, "active-constraint",
          "The constraint \(model.table.constraints[index].text) holds with equality: without it the estimates would lie beyond. "
            + "Standard errors count it as an equality; its degree of freedom is not counted.")
      case .lowerBound(let parameter): atBound("lower", parameter)
      case .upperBound(let parameter): atBound("upper", parameter)
      }
    }
  }

  /// Observed covariances between clusters that are no population's: what clusters differ by is then less than chance would give.
  private var saturatedMessages: [Message] {
    groups.compactMap { group in
      guard group.clusters != nil else { return nil }
      let between = (0..<group.matrices.observedCount).filter { group.matrices.levels[$0] == 2 }
      let observed = group.observed.covariance.principal(between)
      guard (try? CholeskyFactorization(observed)) == nil else { return nil }
      let place = groups.count > 1 ? " of group \(group.sample.label)" : ""
      return Message(
        .note, "between-not-positive-definite",
        "The saturated model's covariances between clusters\(place) are not positive definite: some variance between clusters is about zero. "
          + "chi-square compares with this unbounded maximum; programs that keep the matrix positive give a slightly smaller one."
      )
    }
  }

  private func atBound(_ side: String, _ parameter: Int) -> Message {
    Message(
      .note, "at-bound",
      "\(model.table.parameterNames[parameter]) is estimated at its \(side) bound: without it the estimate would lie beyond. "
        + "Standard errors take no account of bounds.")
  }

  /// Free covariances that the preset put in silently elsewhere: they cost degrees of freedom.
  private var addedByDefault: [Message] {
    let latent = Set(model.table.blocks.flatMap(\.roles.exogenousLatent))
    let added = model.table.covariancesAddedByDefault
    let ofLatent = unique(added.filter { latent.contains($0.lhs) && latent.contains($0.rhs) }.map(\.name))
    let ofResiduals = unique(added.filter { !latent.contains($0.lhs) || !latent.contains($0.rhs) }.map(\.name))
    func note(_ names: [String], _ what: String) -> Message? {
      guard !names.isEmpty else { return nil }
      return Message(.note, "added-by-default", "Added by default: " + names.joined(separator: ", ") + " (\(what)).")
    }
    return [
      note(ofLatent, "covariances of exogenous latent variables; --orthogonal leaves them out"),
      note(ofResiduals, "residual covariances of outcomes that predict nothing; --no-auto-cov-y leaves them out"),
    ].compactMap { $0 }
  }
}

extension Admissibility.NegativeVariance {
  /// What was found, and whether sampling alone may have done it.
  fileprivate func text(level: Double) -> String {
    let found = "The residual variance of \(name) is estimated below zero (\(PlainNumber.significant(estimate)))"
    let verdict = ": the solution is not admissible. "
    guard let interval else { return found + verdict + "The model may be wrong for \(name), or the sample too small." }
    let limits = "\(PlainNumber.significant(interval.lowerBound)), \(PlainNumber.significant(interval.upperBound))"
    let meaning =
      interval.upperBound > 0
      ? "The interval reaches above zero: a small variance and sampling error may be all there is to it."
      : "The interval lies below zero: more than sampling error, the model is wrong for \(name)."
    return "\(found), \(PlainNumber.significant(100 * level))% CI [\(limits)]\(verdict)\(meaning)"
  }
}

extension ParameterTable {
  /// Free covariances that the preset added to what the user wrote, save those among exogenous variables: `performance ~~ ambition`.
  public var addedByDefault: [String] { unique(covariancesAddedByDefault.map(\.name)) }

  var covariancesAddedByDefault: [ParameterRow] {
    let exogenous = blocks.reduce(into: [[Int]: Set<String>]()) { $0[[$1.group, $1.level]] = Set($1.roles.exogenous) }
    return rows.filter {
      $0.origin == .default && $0.relation == .covariance && $0.lhs != $0.rhs && $0.parameterIndex != nil
        && exogenous[[$0.group, $0.level]]?.contains($0.lhs) != true && !isWithinFactorBlock($0)
    }
  }
}
