import LinearAlgebra

/// The vectors that the derivatives of a block's moments are made of, and which of them belong to which parameter.
///
/// A parameter's derivative of Sigma has rank one or two: `c (u v' + v u')` with `u = F B e_row`, and `v = F Sigma e_column` for a path,
/// `v = F B e_column` for a covariance; c is 1, and 1/2 for a variance. Its derivative of mu is a multiple of u. Few of these vectors are
/// more than a column of the identity: an observed variable without effects of its own has such a u. So they are numbered, the p columns
/// of the identity first, and parameters that the block tells nothing about (u or v is 0: a variable it lacks) have no term.
struct DerivativeVectors: Sendable {
  struct Term: Sendable {
    var place: ParameterPlace
    /// u.
    var first: Int
    /// v; without meaning for an intercept.
    var second: Int
    /// u as means combine.
    var mean: Int
    /// c; 0 for an intercept.
    var scale: Double
  }

  /// A vector that is no column of the identity.
  private enum Source: Sendable, Equatable { case effects(Int), meanEffects(Int), covariances(Int) }

  private(set) var terms: [Term] = []
  private var sources: [Source] = []

  init(_ block: MomentBlock, _ matrices: RAMMatrices, places: [ParameterPlace]) {
    let count = matrices.variables.count
    var isCause = [Bool](repeating: false, count: count)
    for path in matrices.directEffects { isCause[path.column] = true }
    // Where a variable alone makes up a row, and whether it is in any row.
    var row = [Int?](repeating: nil, count: count)
    var isPresent = isCause
    for (index, combination) in block.rows.enumerated() {
      for variable in combination.variables { isPresent[variable] = true }
      if combination.weights == [1] && combination.meanWeights == [1] { row[combination.variables[0]] = index }
    }
    let hasOwnMeanWeights = block.hasOwnMeanWeights
    func number(_ source: Source) -> Int {
      if let index = sources.firstIndex(of: source) { return block.rows.count + index }
      sources.append(source)
      return block.rows.count + sources.count - 1
    }
    func effects(_ variable: Int) -> Int {
      isCause[variable] ? number(.effects(variable)) : row[variable] ?? number(.effects(variable))
    }
    for place in places where isPresent[place.row] {
      guard place.matrix != .threshold, place.matrix != .scaling else { continue }
      let first = effects(place.row)
      var term = Term(place: place, first: first, second: first, mean: first, scale: place.isCovariance ? place.scale : 0)
      switch place.matrix {
      case .directEffect: term.second = number(.covariances(place.column))
      case .symmetricEffect:
        guard isPresent[place.column] else { continue }
        term.second = effects(place.column)
      case .intercept, .threshold, .scaling: break
      }
      if hasOwnMeanWeights { term.mean = number(.meanEffects(place.row)) }
      terms.append(term)
    }
  }

  /// The vectors that are no columns of the identity, p x r.
  fileprivate func vectors(_ block: MaximumLikelihood.BlockEvaluation) -> Matrix {
    var result = Matrix(rowCount: block.precision.rowCount, columnCount: sources.count)
    for (k, source) in sources.enumerated() {
      switch source {
      case .effects(let variable): result.addColumn(variable, of: block.totalEffects, times: 1, toColumn: k)
      case .meanEffects(let variable): result.addColumn(variable, of: block.meanEffects, times: 1, toColumn: k)
      case .covariances(let variable): result.addColumn(variable, of: block.covariances, times: 1, toColumn: k)
      }
    }
    return result
  }
}

/// `x' W y` of every two vectors x and y: every first and second derivative is looked up here, entry by entry.
struct DerivativeProducts {
  private let products: Matrix

  /// `weight` is p x p over the block's rows, symmetric.
  init(weight: Matrix, _ block: MaximumLikelihood.BlockEvaluation, _ vectors: DerivativeVectors) {
    let others = vectors.vectors(block)
    let (p, r) = (others.rowCount, others.columnCount)
    let weighted = weight * others
    let inner = others.transposedTimes(weighted)
    var products = Matrix(rowCount: p + r, columnCount: p + r)
    for j in 0..<p { for i in 0..<p { products[i, j] = weight[i, j] } }
    for j in 0..<r {
      for i in 0..<p {
        products[i, p + j] = weighted[i, j]
        products[p + j, i] = weighted[i, j]
      }
      for i in 0..<r { products[p + i, p + j] = inner[i, j] }
    }
    self.products = products
  }

  subscript(i: Int, j: Int) -> Double { products[i, j] }
}
