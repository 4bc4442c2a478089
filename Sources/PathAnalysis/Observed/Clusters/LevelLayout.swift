/// Where the observed variables of two levels stand in a group's matrices, and what a cluster's data are made of.
///
/// A variable of both levels has a part within clusters and one between; a variable of the cluster has a between part alone. With an
/// orthonormal change of basis, s cases of a cluster turn into s - 1 deviations with the within covariance, and `sqrt(s)` times the
/// cluster's mean, with covariance `Sigma_W + s Sigma_B` and mean `sqrt(s) (mu_W + mu_B)`.
struct LevelLayout: Sendable, Equatable {
  /// A variable's places among the matrices' variables.
  struct Variable: Sendable, Equatable {
    var within: Int?
    var between: Int?
  }

  /// Those with a within part first, in the matrices' order.
  let variables: [Variable]

  init(_ matrices: RAMMatrices) {
    let observed = 0..<matrices.observedCount
    let within = observed.filter { matrices.levels[$0] == 1 }
    let withBoth = within.map { Variable(within: $0, between: matrices.betweenPart(of: $0)) }
    let paired = Set(withBoth.compactMap(\.between))
    variables = withBoth + observed.filter { matrices.levels[$0] == 2 && !paired.contains($0) }.map { Variable(between: $0) }
  }

  var withinCount: Int { variables.filter { $0.within != nil }.count }

  /// What the deviations within clusters are of.
  var withinRows: [MomentBlock.Combination] { variables.compactMap(\.within).map { .init($0) } }

  /// What the mean of a cluster of `size` is of, times `sqrt(size)`; a variable of the cluster as it is.
  func clusterRows(size: Int) -> [MomentBlock.Combination] {
    let root = Double(size).squareRoot()
    return variables.map { variable in
      switch (variable.within, variable.between) {
      case (let within?, let between?): .init([within, between], weights: [1, root], meanWeights: [root, root])
      case (let within?, nil): .init([within], weights: [1], meanWeights: [root])
      case (nil, let between?): .init(between)
      case (nil, nil): .init([], weights: [])
      }
    }
  }
}
