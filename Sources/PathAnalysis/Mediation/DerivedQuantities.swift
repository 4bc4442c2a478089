import LinearAlgebra
import ModelSyntax

/// What is computed from a model's parameters: defined parameters, effects, and their standardised forms (conventions.md section 11).
///
/// Written once as a straight-line program with the parameters as first inputs, then each group's sample covariances (`vech`). Outputs
/// stand in the order of the ranges below.
struct DerivedQuantities: Sendable {
  /// Where a program's outputs stand.
  struct Layout: Sendable, Equatable {
    var parameters: Range<Int>
    var definitions: Range<Int>
    var effects: Range<Int>
    var standardizedEffects: Range<Int>
    /// One a row of the parameter table, `std.all`.
    var standardizedRows: Range<Int>
    var standardizedDefinitions: Range<Int>
    /// The same with only the latent variables standardised, `std.lv`.
    var latentStandardizedRows: Range<Int>
    var latentStandardizedDefinitions: Range<Int>
  }

  /// Where a group's covariances begin among the moments, and how many variables they are of.
  struct MomentPlace: Sendable {
    var start: Int
    var variableCount: Int

    static func all(_ model: PathModel) -> [MomentPlace] {
      var start = 0
      return model.groups.map { group in
        defer { start += group.observedCount * (group.observedCount + 1) / 2 }
        return MomentPlace(start: start, variableCount: group.observedCount)
      }
    }

    func index(row: Int, column: Int) -> Int {
      start + Matrix.halfVectorIndex(row: max(row, column), column: min(row, column), order: variableCount)
    }

    var end: Int { start + variableCount * (variableCount + 1) / 2 }
  }

  /// A sample covariance: group (from 0), row, column.
  typealias Moment = (inout StraightLineProgram, Int, Int, Int) -> StraightLineProgram.Value

  let layout: Layout
  let program: StraightLineProgram

  /// With `forDraws` the point quantities that no interval is made for (standardised rows) are left out.
  init(_ model: PathModel, effects: EffectList, forDraws: Bool) {
    let q = model.matrices.parameterCount
    let places = MomentPlace.all(model)
    var program = StraightLineProgram(inputCount: q + (places.last?.end ?? 0))
    layout = Self.append(
      to: &program, model: model, effects: effects, forDraws: forDraws, parameter: { $0.input($1) },
      moment: { program, group, row, column in program.input(q + places[group].index(row: row, column: column)) })
    self.program = program
  }

  /// Appends all quantities to a program in which the parameters and sample moments are known values.
  static func append(
    to program: inout StraightLineProgram, model: PathModel, effects: EffectList, forDraws: Bool,
    parameter: (inout StraightLineProgram, Int) -> StraightLineProgram.Value,
    moment: Moment
  ) -> Layout {
    var writer = QuantityWriter(model, &program, parameter: parameter, moment: moment)
    let parameters = program.append { program in
      for index in 0..<model.matrices.parameterCount { program.output(parameter(&program, index)) }
    }
    let definitions = program.append { writer.appendDefinitions(&$0, nil) }
    let plain = program.append { writer.append(effects.effects, &$0, standardized: false) }
    let standardized = program.append { writer.append(effects.effects, &$0, standardized: true) }
    let rows = program.append { if !forDraws { writer.appendRows(&$0, .all) } }
    let standardizedDefinitions = program.append { if !forDraws { writer.appendDefinitions(&$0, .all) } }
    let latentRows = program.append { if !forDraws { writer.appendRows(&$0, .latent) } }
    let latentDefinitions = program.append { if !forDraws { writer.appendDefinitions(&$0, .latent) } }
    return Layout(
      parameters: parameters, definitions: definitions, effects: plain, standardizedEffects: standardized, standardizedRows: rows,
      standardizedDefinitions: standardizedDefinitions, latentStandardizedRows: latentRows,
      latentStandardizedDefinitions: latentDefinitions)
  }
}

extension StraightLineProgram {
  /// The outputs that `body` adds.
  fileprivate mutating func append(_ body: (inout StraightLineProgram) -> Void) -> Range<Int> {
    let start = outputCount
    body(&self)
    return start..<outputCount
  }
}

/// Writes quantities of one model into a program.
private struct QuantityWriter {
  typealias Value = StraightLineProgram.Value

  /// Which variables have unit variance in a standardised solution.
  enum Standardization { case all, latent }

  let model: PathModel
  private var symbolic: [SymbolicModel]
  private let values: [Value?]

  init(
    _ model: PathModel, _ program: inout StraightLineProgram, parameter: (inout StraightLineProgram, Int) -> Value,
    moment: DerivedQuantities.Moment
  ) {
    self.model = model
    symbolic = []
    for (group, matrices) in model.groups.enumerated() {
      symbolic.append(
        SymbolicModel(matrices, program: &program, parameter: parameter) { program, row, column in
          moment(&program, group, row, column)
        })
    }
    var values: [Value?] = []
    for row in model.table.rows {
      switch row.status {
      case .free(let index): values.append(parameter(&program, index))
      case .fixed(let value): values.append(program.constant(value))
      case .sampleMoment, .computed: values.append(nil)
      }
    }
    self.values = values
  }

  private mutating func deviation(_ variable: Int, ofGroup group: Int, _ program: inout StraightLineProgram) -> Value {
    let variance = symbolic[group].covariance(variable, variable, &program) ?? program.constant(0)
    return program.apply(.squareRoot, variance)
  }

  // MARK: Effects

  mutating func append(_ effects: [EffectList.Effect], _ program: inout StraightLineProgram, standardized: Bool) {
    for effect in effects {
      var value = self.value(effect, &program)
      if standardized {
        let source = deviation(effect.from, ofGroup: effect.group, &program)
        let target = deviation(effect.to, ofGroup: effect.group, &program)
        value = program.divide(program.multiply(value, source), target)
      }
      program.output(value)
    }
  }

  private mutating func value(_ effect: EffectList.Effect, _ program: inout StraightLineProgram) -> Value {
    let zero = program.constant(0)
    let direct = symbolic[effect.group].paths[effect.to][effect.from]
    switch effect.kind {
    case .direct: return direct ?? zero
    case .total: return symbolic[effect.group].total(from: effect.from, to: effect.to, &program) ?? zero
    case .totalIndirect:
      let total = symbolic[effect.group].total(from: effect.from, to: effect.to, &program)
      return program.difference(total, direct) ?? zero
    case .indirect:
      let route = [effect.from] + effect.via + [effect.to]
      var product: Value?
      for (from, to) in zip(route, route.dropFirst()) {
        let path = symbolic[effect.group].paths[to][from] ?? zero
        product = product.map { program.multiply($0, path) } ?? path
      }
      return product ?? zero
    }
  }

  // MARK: Standardised rows

  mutating func appendRows(_ program: inout StraightLineProgram, _ standardization: Standardization) {
    for index in model.table.rows.indices {
      let value = standardized(rowAt: index, &program, standardization)
      program.output(value)
    }
  }

  /// b sd_x / sd_y; variances by the variance; residual covariances by the residual SDs; intercepts by the SD. Where only latent variables
  /// are standardised, an observed variable's SD counts as 1.
  private mutating func standardized(
    rowAt index: Int, _ program: inout StraightLineProgram, _ standardization: Standardization
  ) -> Value {
    let row = model.table.rows[index]
    let group = row.group - 1
    let matrices = model.groups[group]
    guard let left = matrices.position(of: row.lhs, level: row.level) else { return program.constant(.nan) }
    let right = matrices.position(of: row.rhs, level: row.level) ?? left
    let isScaled = { standardization == .all || $0 >= matrices.observedCount }
    let one = program.constant(1)
    switch row.relation {
    case .regression, .measuredBy, .formedBy:
      let (source, target) = row.relation == .measuredBy ? (left, right) : (right, left)
      let value = values[index] ?? program.constant(0)
      let above = isScaled(source) ? deviation(source, ofGroup: group, &program) : one
      let below = isScaled(target) ? deviation(target, ofGroup: group, &program) : one
      return program.divide(program.multiply(value, above), below)
    case .covariance where row.status == .sampleMoment && left != right && matrices.compositeIndicators.contains(left):
      return sampleCovariance(left, right, ofGroup: group, &program, isScaled: standardization == .all)
    case .covariance where row.status == .sampleMoment && matrices.compositeIndicators.contains(left):
      return isScaled(left) ? one : symbolic[group].covariance(left, left, &program) ?? one
    case .covariance:
      let value = symbolic[group].symmetric[left][right] ?? program.constant(0)
      if left == right {
        guard isScaled(left) else { return value }
        let variance = symbolic[group].covariance(left, left, &program) ?? program.constant(0)
        return program.divide(value, variance)
      }
      var divisor = one
      for variable in [left, right] where isScaled(variable) {
        let residual = symbolic[group].symmetric[variable][variable] ?? program.constant(0)
        divisor = program.multiply(divisor, program.apply(.absolute, residual))
      }
      return program.divide(value, program.apply(.squareRoot, divisor))
    case .scaling: return one
    default:
      // Sample means are no input: an exogenous intercept is standardised by the caller.
      guard let value = values[index] else { return program.constant(.nan) }
      guard isScaled(left) else { return value }
      let divisor = deviation(left, ofGroup: group, &program)
      return program.divide(value, divisor)
    }
  }

  /// A covariance of a composite's indicators, or their correlation.
  private mutating func sampleCovariance(
    _ first: Int, _ second: Int, ofGroup group: Int, _ program: inout StraightLineProgram, isScaled: Bool
  ) -> Value {
    let value = symbolic[group].covariance(first, second, &program) ?? program.constant(0)
    guard isScaled else { return value }
    let deviations = [first, second].map { deviation($0, ofGroup: group, &program) }
    return program.divide(value, program.multiply(deviations[0], deviations[1]))
  }

  // MARK: Definitions

  mutating func appendDefinitions(_ program: inout StraightLineProgram, _ standardization: Standardization?) {
    var known: [String: Value] = [:]
    for index in model.table.rows.indices {
      let label = model.table.rows[index].label
      guard !label.isEmpty, known[label] == nil else { continue }
      known[label] = standardization.map { standardized(rowAt: index, &program, $0) } ?? values[index]
    }
    let definitions = model.table.definitions
    var waiting = Array(definitions.indices)
    var results = [Value?](repeating: nil, count: definitions.count)
    // Definitions may stand in any order; the parser has refused cycles and unknown names.
    while !waiting.isEmpty {
      let ready = waiting.filter { definitions[$0].expression.names.allSatisfy { known[$0.name] != nil } }
      guard !ready.isEmpty else { break }
      for index in ready {
        let value = program.append(definitions[index].expression, known)
        results[index] = value
        known[definitions[index].name] = value
      }
      waiting.removeAll { ready.contains($0) }
    }
    for result in results { program.output(result ?? program.constant(.nan)) }
  }
}

extension StraightLineProgram {
  /// Appends an expression over known names.
  mutating func append(_ expression: Expression, _ known: [String: Value]) -> Value {
    switch expression {
    case .number(let value): return constant(value)
    case .name(let name, _): return known[name] ?? constant(.nan)
    case .negate(let inner):
      let value = append(inner, known)
      return apply(.negate, value)
    case .call(let function, let argument, _):
      let value = append(argument, known)
      guard let operation = Self.functions[function] else { return constant(.nan) }
      return apply(operation, value)
    case .binary(let operation, let left, let right):
      let a = append(left, known)
      let b = append(right, known)
      return switch operation {
      case .add: add(a, b)
      case .subtract: subtract(a, b)
      case .multiply: multiply(a, b)
      case .divide: divide(a, b)
      case .power: power(a, b)
      }
    }
  }

  private static let functions: [String: Operation] = [
    "exp": .exponential, "log": .logarithm, "log10": .logarithm10, "sqrt": .squareRoot, "abs": .absolute, "sin": .sine,
    "cos": .cosine, "tan": .tangent, "asin": .arcsine, "acos": .arccosine, "atan": .arctangent,
  ]
}
