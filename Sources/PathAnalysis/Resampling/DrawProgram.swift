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
  /// Inputs: (parameters, when iterated), vech of the covariance with divisor n, and the deviations of the means.
  var lanes: LaneProgram

  /// - Parameters:
  ///   - scale: what a covariance with divisor n is multiplied by: 1 for the normal likelihood, n/(n - 1) for Wishart.
  ///   - means: the sample's means, which the draws' deviations are added to.
  ///   - fixedMoments: the sample's exogenous covariances, where draws keep them (`--boot-x original`).
  init(_ model: PathModel, effects: EffectList, scale: Double, means: [Double], fixedMoments: Matrix?) {
    let p = model.matrices.observedCount
    let half = p * (p + 1) / 2
    let closedForm = ClosedForm(model)
    let parameterInputs = closedForm == nil ? model.matrices.parameterCount : 0
    var program = StraightLineProgram(inputCount: parameterInputs + half + p)
    func moment(_ program: inout StraightLineProgram, _ row: Int, _ column: Int) -> StraightLineProgram.Value {
      let input = program.input(parameterInputs + Matrix.halfVectorIndex(row: row, column: column, order: p))
      guard scale != 1 else { return input }
      let factor = program.constant(scale)
      return program.multiply(factor, input)
    }
    func exogenous(_ program: inout StraightLineProgram, _ row: Int, _ column: Int) -> StraightLineProgram.Value {
      if let fixedMoments { return program.constant(fixedMoments[row, column]) }
      return moment(&program, row, column)
    }
    if let closedForm {
      let solved = closedForm.append(to: &program, moment: moment) { program, variable in
        let deviation = program.input(half + variable)
        let mean = program.constant(means[variable])
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
}
