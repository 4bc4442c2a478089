extension Fit {
  /// What deserves mention about the tables behind polychoric correlations.
  var ordinalMessages: [Message] {
    solution.estimation.data.enumerated().flatMap { index, data -> [Message] in
      guard case .ordinal(let moments) = data.form else { return [] }
      let matrices = groups[index].matrices
      let covariates = Set(matrices.covariates)
      let names = (0..<matrices.observedCount).filter { !covariates.contains($0) }.map { matrices.variables[$0] }
      let place = groups.count > 1 ? " (group \(data.sample.label))" : ""
      return Self.messages(moments.warnings, names, place)
    }
  }

  private static func messages(_ warnings: [OrdinalWarning], _ names: [String], _ place: String) -> [Message] {
    var empty: [String] = []
    var adjusted: [String] = []
    var extreme: [String] = []
    for warning in warnings {
      switch warning {
      case .emptyCells(let first, let second, let count): empty.append("\(names[first]) with \(names[second]) (\(count))")
      case .adjustedEmptyCell(let first, let second): adjusted.append("\(names[first]) with \(names[second])")
      case .nearlyPerfect(let first, let second, _): extreme.append("\(names[first]) with \(names[second])")
      }
    }
    var messages: [Message] = []
    if !empty.isEmpty {
      messages.append(
        Message(
          .note, "empty-cells",
          "Some combinations of categories occur in no case\(place): \(listed(empty)). Their correlations rest on few cases; "
            + "join rare categories if they matter."))
    }
    if !adjusted.isEmpty {
      messages.append(
        Message(
          .note, "adjusted-empty-cell",
          "The one empty cell of a 2 x 2 table was given half a case\(place): \(listed(adjusted)) (as lavaan and Mplus do)."))
    }
    if !extreme.isEmpty {
      messages.append(
        Message(
          .warning, "nearly-perfect-correlation",
          "The correlation behind these variables is beyond .99\(place): \(listed(extreme)). They may be the same question twice."
        ))
    }
    return messages
  }

  /// The first of many.
  private static func listed(_ pairs: [String]) -> String {
    pairs.count <= 6 ? pairs.joined(separator: ", ") : pairs.prefix(5).joined(separator: ", ") + ", and \(pairs.count - 5) more"
  }
}
