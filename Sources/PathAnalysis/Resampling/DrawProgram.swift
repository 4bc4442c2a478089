import LinearAlgebra

/// The formulas that turn the moments of draws into reported quantities, 64 draws at a time.
struct DrawProgram: Sendable {
  /// How a draw's parameters are found.
  enum Solution: Sendable {
    /// The program's inputs are the draw's moments; its last output is the pivot share.
    case closedForm
    /// The program's inputs are parameters found by ``Refit``, then the draw's moments.
    case iterated
  }

  let solution: Solution
  let layout: DerivedQuantities.Layout
  /// Inputs: (parameters, when iterated), then for each group vech of the covariance with divisor n and the deviations of the means.
  var lanes: LaneProgram

  /// `keepsExogenous`: draws keep the sample's exogenous covariances (`--boot-x original`).
  init(_ fit: Fit, effects: EffectList, groups: [GroupResampler], keepsExogenous: Bool) {
    let model = fit.model
    let closedForm = fit.constraints.isLinearEqualityOnly ? ClosedForm(model) : nil
    var inputCount = closedForm == nil ? model.matrices.parameterCount : 0
    var starts: [Int] = []
    for group in groups {
      starts.append(inputCount)
      inputCount += group.variableCount * (group.variableCount + 1) / 2 + group.variableCount
    }
    var program = StraightLineProgram(inputCount: inputCount)
    func moment(_ program: inout StraightLineProgram, _ group: Int, _ row: Int, _ column: Int) -> StraightLineProgram.Value {
      let order = groups[group].variableCount
      let input = program.input(
        starts[group] + Matrix.halfVectorIndex(row: max(row, column), column: min(row, column), order: order))
      guard groups[group].scale != 1 else { return input }
      let factor = program.constant(groups[group].scale)
      return program.multiply(factor, input)
    }
    func exogenous(_ program: inout StraightLineProgram, _ group: Int, _ row: Int, _ column: Int) -> StraightLineProgram.Value {
      if keepsExogenous { return program.constant(fit.groups[group].observed.covariance[row, column]) }
      return moment(&program, group, row, column)
    }
    if let closedForm {
      let order = groups[0].variableCount
      let solved = closedForm.append(to: &program, moment: { moment(&$0, 0, $1, $2) }) { program, variable in
        let deviation = program.input(order * (order + 1) / 2 + variable)
        let mean = program.constant(groups[0].means[variable])
        return program.add(mean, deviation)
      }
      layout = DerivedQuantities.append(
        to: &program, model: model, effects: effects, forDraws: true, parameter: { solved.parameters[$1] }, moment: exogenous)
      program.output(solved.pivotShare)
      solution = .closedForm
    } else {
      layout = DerivedQuantities.append(
        to: &program, model: model, effects: effects, forDraws: true, parameter: { $0.input($1) }, moment: exogenous)
      solution = .iterated
    }
    lanes = LaneProgram(program)
  }

  /// The formulas of draws whose parameters are estimated from rows. Inputs: parameters, then for each group vech of the covariance that
  /// was fitted.
  init(_ fit: Fit, effects: EffectList, keepsExogenous: Bool) {
    let parameterCount = fit.model.matrices.parameterCount
    var program = StraightLineProgram(inputCount: parameterCount + fit.sampleMoments.count)
    var starts: [Int] = []
    var start = parameterCount
    for group in fit.groups {
      starts.append(start)
      start += group.observed.covariance.halfVector.count
    }
    layout = DerivedQuantities.append(
      to: &program, model: fit.model, effects: effects, forDraws: true, parameter: { $0.input($1) },
      moment: { program, group, row, column in
        let covariance = fit.groups[group].observed.covariance
        if keepsExogenous { return program.constant(covariance[row, column]) }
        return program.input(
          starts[group] + Matrix.halfVectorIndex(row: max(row, column), column: min(row, column), order: covariance.rowCount))
      })
    solution = .iterated
    lanes = LaneProgram(program)
  }
}
