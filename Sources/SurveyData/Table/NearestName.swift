/// The name among `names` that a misspelt `name` most likely meant: equal but for case, or the fewest edits away
/// (insertions, deletions, substitutions, swaps of neighbours), at most a third of its length and at least one.
func nearestName(to name: String, among names: [String]) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  let limit = max(1, wanted.count / 3)
  var nearest: (name: String, distance: Int)?
  for candidate in names where !candidate.isEmpty {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard abs(letters.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= limit, distance < nearest?.distance ?? Int.max { nearest = (candidate, distance) }
  }
  return nearest?.name
}

/// "did you mean `x`?", or what to choose from when nothing is near.
func nameAdvice(for name: String, among names: [String]) -> String {
  if let nearest = nearestName(to: name, among: names) { return "did you mean `\(excerpt(nearest))`?" }
  let shown = names.prefix(12).map(excerpt).joined(separator: ", ")
  return "there are: \(shown)\(names.count > 12 ? ", …" : "")"
}

/// Optimal string alignment distance, by rows of the dynamic program.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.count]
}
