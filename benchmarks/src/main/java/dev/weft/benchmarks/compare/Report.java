package dev.weft.benchmarks.compare;

import dev.weft.benchmarks.compare.Limits.Limit;
import dev.weft.engine.common.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Summary of the runs of one workload. Not valid if their checksums differ. */
final class Report {

    private static final double STOLEN_TOO_MUCH = 0.02;

    private final Work work;
    private final List<Map<Contestant, Measured>> rounds;
    private final List<Limit> limits;

    /** A ratio of Weft to a peer, or of Weft to the limit, over the rounds. */
    record Ratio(double median, double min, double max) {
        String text() {
            return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, min, max);
        }

        Json json() {
            return Json.object()
                    .put("median", median)
                    .put("min", min)
                    .put("max", max)
                    .build();
        }
    }

    /** @param rounds what the contestants did in each; one that failed is not there */
    Report(Work work, List<Map<Contestant, Measured>> rounds, List<Limit> limits) {
        this.work = work;
        this.rounds = rounds;
        this.limits = limits;
    }

    Work work() {
        return work;
    }

    Row row() {
        return work.row();
    }

    List<Limit> limits() {
        return limits;
    }

    /** Whether all runs did the same work. */
    boolean valid() {
        List<Measured> all =
                rounds.stream().flatMap(round -> round.values().stream()).toList();
        return all.stream().allMatch(one -> one.sameWork(all.get(0)));
    }

    private List<Measured> runs(Contestant contestant) {
        return rounds.stream()
                .flatMap(round -> Stream.ofNullable(round.get(contestant)))
                .toList();
    }

    int count(Contestant contestant) {
        return runs(contestant).size();
    }

    /** In how many runs others had the processors for too long. */
    long disturbed() {
        return rounds.stream()
                .flatMap(round -> round.values().stream())
                .filter(run -> run.stolenShare() > STOLEN_TOO_MUCH)
                .count();
    }

    /** The median of a contestant's runs; none when it had none. */
    Optional<Double> median(Contestant contestant, ToDoubleFunction<Measured> value) {
        double[] sorted = runs(contestant).stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? Optional.empty() : Optional.of(sorted[sorted.length / 2]);
    }

    /** How many times better ours is, round by round: faster, or the 99th percentile shorter. */
    Optional<Ratio> times(Contestant peer) {
        return ratio(
                peer,
                (ours, theirs) -> row().isLatency()
                        ? theirs.delays().p99() / ours.delays().p99()
                        : ours.perSecond() / theirs.perSecond());
    }

    Optional<Ratio> timesPerCpu(Contestant peer) {
        return ratio(peer, (ours, theirs) -> ours.perCpuSecond() / theirs.perCpuSecond());
    }

    private Optional<Ratio> ratio(Contestant peer, ToDoubleBiFunction<Measured, Measured> times) {
        return ratio(rounds.stream()
                .filter(round -> round.containsKey(Contestant.WEFT) && round.containsKey(peer))
                .map(round -> times.applyAsDouble(round.get(Contestant.WEFT), round.get(peer)))
                .sorted(Comparator.naturalOrder())
                .toList());
    }

    private static Optional<Ratio> ratio(List<Double> sorted) {
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ratio(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    /** The share of a limit that Weft reaches. */
    Optional<Ratio> ofLimit(Limit limit) {
        return ratio(runs(Contestant.WEFT).stream()
                .map(run -> row().isLatency()
                        ? limit.delays().p99() / run.delays().p99()
                        : run.perSecond() / limit.perSecond())
                .sorted(Comparator.naturalOrder())
                .toList());
    }

    Json json() {
        Json.Builder runs = Json.object();
        Json.Builder ratios = Json.object();
        Json.Builder cpuRatios = Json.object();
        for (Contestant contestant : Contestant.values()) {
            if (count(contestant) > 0) {
                runs.put(key(contestant), Json.array(runs(contestant), Measured::json));
            }
            if (contestant != Contestant.WEFT) {
                times(contestant).ifPresent(ratio -> ratios.put(key(contestant), ratio.json()));
                timesPerCpu(contestant).ifPresent(ratio -> cpuRatios.put(key(contestant), ratio.json()));
            }
        }
        return work.json()
                .put("title", work.title())
                .put("unit", row().unit())
                .put("valid", valid())
                .put("disturbedRuns", disturbed())
                .put("limits", Json.array(limits, Limit::json))
                .put(
                        "ofLimit",
                        Json.array(
                                limits, limit -> ofLimit(limit).map(Ratio::json).orElse(Json.none())))
                .put("runs", runs.build())
                .put("ratio", ratios.build())
                .put("cpuRatio", cpuRatios.build())
                .build();
    }

    private static String key(Contestant contestant) {
        return contestant.name().toLowerCase(Locale.ROOT);
    }
}
