/// The name among `candidates` that `name` was probably meant to be, or `nil` where none is near.
///
/// Nearness is the number of insertions, deletions, substitutions and swaps of neighbours (the optimal string alignment form of
/// Damerau's distance, *Communications of the ACM* 7, 1964), where a change of case alone counts nothing. A candidate is near within a third of
/// the longer name's length, at least 1 and at most 3, and where at most half of the longer name differs. The first of equally near ones wins.
///
/// ```swift
/// nearestName(to: "engagment", among: ["conflict", "engagement"])  // "engagement"
/// ```
public func nearestName(to name: String, among candidates: [String]) -> String? {
  let target = Array(name.lowercased())
  guard !target.isEmpty, target.count <= 100 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name && candidate.utf8.count <= 400 {
    let letters = Array(candidate.lowercased())
    let longer = max(letters.count, target.count)
    let bound = min(max(longer / 3, 1), 3, longer / 2, (best?.distance ?? 4) - 1)
    guard abs(letters.count - target.count) <= bound else { continue }
    let distance = alignmentDistance(target, letters)
    if distance <= bound { best = (candidate, distance) }
    if distance == 0 { break }
  }
  return best?.name
}

/// The optimal string alignment distance, by three rows of its table.
private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, beforeLast[j - 1] + 1) }
      row.append(distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
