/// Where each parameter of one group sits in McArdle's RAM matrices.
///
/// With `v` variables (observed first, then latent), directed paths `A` (`A[i, j]`: from `j` to `i`), symmetric paths `S` and
/// intercepts `m`, the implied moments of the observed variables are
/// `Sigma = F (I - A)^-1 S (I - A)^-T F'` and `mu = F (I - A)^-1 m`, where `F` selects the first `observedCount` variables.
/// Entries that are not listed are zero.
public struct RAMMatrices: Sendable {
  /// Where an entry's value comes from.
  public enum Source: Sendable, Hashable {
    /// Element `index` of the parameter vector (parameters that share a label share the index).
    case parameter(Int)
    case fixed(Double)
    /// The sample's own covariance (or mean) of the entry's observed variables: exogenous variables with fixed x.
    case sampleMoment
    /// The residual variance of an ordinal variable, computed so that its variance is `1/kappa^2` (delta parameterization).
    case unitVariance
    /// What follows from parameters: an entry of a composite (``Composite``), by number.
    case dependent(Int)
  }

  /// How the variables that underlie ordinal ones get their scale: by their variance, or by their residual variance.
  public enum Parameterization: String, Sendable, CaseIterable { case delta, theta }

  /// One entry; for `symmetricEffects` `row >= column` and the entry stands for both halves.
  public struct Entry: Sendable, Hashable {
    public var row: Int
    public var column: Int
    public var source: Source
    /// Whether the arrow is a loading (`=~`): it measures, and no effect is reported along it.
    public var isLoading: Bool

    public init(row: Int, column: Int, source: Source, isLoading: Bool = false) {
      self.row = row
      self.column = column
      self.source = source
      self.isLoading = isLoading
    }
  }

  /// Names, observed variables first. With two levels a name can stand twice: its parts within and between clusters.
  public var variables: [String]
  /// Of each variable, 1 within clusters and 2 between; 1 where there is one level.
  public var levels: [Int]
  public var observedCount: Int
  public var directEffects: [Entry]
  public var symmetricEffects: [Entry]
  /// `column` is unused (0). Empty without a mean structure.
  public var intercepts: [Entry]
  public var parameterCount: Int
  /// `column` is the threshold's number from 0.
  public var thresholds: [Entry] = []
  /// kappa of ordinal variables (`~*~`); `column` is unused (0).
  public var scalings: [Entry] = []
  public var parameterization = Parameterization.delta
  /// Observed variables that are no part of the model: saturated correlates.
  public var auxiliary: [Int] = []
  /// Weighted sums of observed variables (`<~`).
  var composites: [Composite] = []
  /// Observed variables that the moments of the others are conditional on; empty unless x is conditional.
  public var covariates: [Int] = []

  public init(
    variables: [String], observedCount: Int, directEffects: [Entry], symmetricEffects: [Entry], intercepts: [Entry],
    parameterCount: Int
  ) {
    self.variables = variables
    levels = [Int](repeating: 1, count: variables.count)
    self.observedCount = observedCount
    self.directEffects = directEffects
    self.symmetricEffects = symmetricEffects
    self.intercepts = intercepts
    self.parameterCount = parameterCount
  }

  /// Observed variables of the model itself.
  var targets: [Int] {
    let others = Set(auxiliary)
    return (0..<observedCount).filter { !others.contains($0) }
  }
  /// Variables with thresholds, or whose thresholds are not known yet, ascending.
  var ordinalVariables: [Int] { Set(thresholds.map(\.row) + unitVarianceVariables).sorted() }
  /// Ordinal variables whose residual variance is computed.
  var unitVarianceVariables: [Int] {
    symmetricEffects.filter { $0.row == $0.column && $0.source == .unitVariance }.map(\.row)
  }
  var hasUnitVariances: Bool { parameterization == .delta && !unitVarianceVariables.isEmpty }

  var hasLevels: Bool { levels.contains { $0 > 1 } }

  /// Where a variable stands, by name and level.
  func position(of name: String, level: Int) -> Int? { variables.indices.first { variables[$0] == name && levels[$0] == level } }

  /// The between part of an observed variable's within part, where it has one.
  func betweenPart(of variable: Int) -> Int? {
    guard levels[variable] == 1 else { return nil }
    return (0..<observedCount).first { variables[$0] == variables[variable] && levels[$0] == 2 }
  }
}
