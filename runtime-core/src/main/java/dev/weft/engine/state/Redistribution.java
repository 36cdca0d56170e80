package dev.weft.engine.state;

import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.state.UnkeyedPiece.Part;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Redistributes state on rescaling: decides which stored pieces each operator instance reads when the former run may
 * have had another parallelism. A pure function; nothing is read or copied. Together, all instances get everything
 * once, except union lists, which every instance gets as a whole.
 */
public final class Redistribution {

    private Redistribution() {}

    /**
     * @param written the pieces that each instance of the former run wrote, by instance; none for a fresh start
     * @param subtask index of the new instance
     * @param parallelism number of new instances
     * @param maxParallelism number of key groups, the same in both runs
     */
    public static OperatorPieces forInstance(
            List<OperatorPieces> written, int subtask, int parallelism, int maxParallelism) {
        if (written.isEmpty()) {
            return OperatorPieces.NONE;
        }
        KeyGroupRange groups = KeyGroupRange.of(subtask, parallelism, maxParallelism);
        List<KeyedPiece> keyed = written.stream()
                .flatMap(instance -> instance.keyed().stream())
                .map(piece -> piece.restrictedTo(groups))
                .filter(piece -> piece.groups().size() > 0)
                .toList();
        OptionalLong checkpointId = written.get(0).checkpointId();
        return new OperatorPieces(checkpointId, keyed, unkeyed(written, subtask, parallelism));
    }

    /**
     * The pieces of an instance that had ended, which stay with it at the same parallelism: it keeps for the others what it
     * has in union lists, and would give them back what is theirs if it got the lists of all.
     */
    public static OperatorPieces forEndedInstance(List<OperatorPieces> written, int subtask) {
        OperatorPieces own = written.get(subtask);
        return new OperatorPieces(own.checkpointId(), own.keyed(), own.unkeyed());
    }

    /**
     * Decides which records in flight a task reads. Together, all instances process each once; of a broadcast stream,
     * every instance gets those of the instance whose broadcast state it gets.
     *
     * @param written what each instance of the former run wrote, by instance
     * @param formerMaxParallelism number of key groups in the former run; another one than now if there is no keyed state
     * @param inputs how the records of each input of the vertex are spread
     * @throws IllegalArgumentException when the parallelism has changed and records of an input have no other place than
     *     the subtask that they were sent to, see {@link #isMovable}
     */
    public static List<InFlightPiece> inFlight(
            List<List<InFlightPiece>> written,
            int formerMaxParallelism,
            List<ShipStrategy> inputs,
            int subtask,
            int parallelism,
            int maxParallelism) {
        boolean same = parallelism == written.size();
        boolean sameGroups = formerMaxParallelism == maxParallelism;
        KeyGroupRange groups = KeyGroupRange.of(subtask, parallelism, maxParallelism);
        List<InFlightPiece> mine = new ArrayList<>();
        for (int instance = 0; instance < written.size(); instance++) {
            int from = instance;
            boolean mayHaveGroups = !sameGroups
                    || KeyGroupRange.of(from, written.size(), maxParallelism)
                                    .intersect(groups)
                                    .size()
                            > 0;
            for (InFlightPiece piece : written.get(instance)) {
                Map<Boolean, List<InFlightPiece.Part>> parts = new TreeMap<>();
                for (InFlightPiece.Part part : piece.parts()) {
                    boolean hashed = inputs.get(part.input()) == ShipStrategy.HASH;
                    boolean reads = switch (inputs.get(part.input())) {
                        case HASH -> mayHaveGroups;
                        case REBALANCE, SHUFFLE, RESCALE, GLOBAL -> from % parallelism == subtask;
                        case BROADCAST -> from == subtask % written.size();
                        case FORWARD, CUSTOM -> {
                            if (!same) {
                                throw new IllegalArgumentException("the records in flight of input " + part.input()
                                        + " cannot be moved to another subtask");
                            }
                            yield from == subtask;
                        }
                    };
                    if (reads) {
                        parts.computeIfAbsent(hashed && !(same && sameGroups), shared -> new ArrayList<>())
                                .add(part);
                    }
                }
                parts.forEach((shared, some) -> mine.add(new InFlightPiece(some, shared, piece.bytes())));
            }
        }
        return mine;
    }

    /** Whether records in flight may be processed by another subtask than the one that they were sent to. */
    public static boolean isMovable(ShipStrategy strategy) {
        return switch (strategy) {
            case HASH, REBALANCE, SHUFFLE, RESCALE, GLOBAL, BROADCAST -> true;
            case FORWARD, CUSTOM -> false;
        };
    }

    private static List<UnkeyedPiece> unkeyed(List<OperatorPieces> written, int subtask, int parallelism) {
        List<UnkeyedPiece> mine = new ArrayList<>();
        Map<String, Integer> dealt = new HashMap<>();
        for (int instance = 0; instance < written.size(); instance++) {
            for (UnkeyedPiece piece : written.get(instance).unkeyed()) {
                Map<String, Part> parts = new HashMap<>();
                for (Map.Entry<String, Part> entry : piece.parts().entrySet()) {
                    Part part = entry.getValue();
                    boolean whole = switch (part.mode()) {
                        case SPLIT -> parallelism == written.size() && instance == subtask;
                        case UNION -> true;
                        case BROADCAST -> instance == subtask % written.size();
                    };
                    if (whole) {
                        parts.put(entry.getKey(), part);
                    } else if (part.mode() == UnkeyedPiece.Mode.SPLIT && parallelism != written.size()) {
                        int before = dealt.merge(entry.getKey(), part.offsets().length, Integer::sum)
                                - part.offsets().length;
                        parts.put(entry.getKey(), share(part, before, subtask, parallelism));
                    }
                }
                if (!parts.isEmpty()) {
                    mine.add(new UnkeyedPiece(parts, piece.bytes()));
                }
            }
        }
        return mine;
    }

    /**
     * Distributes list elements round-robin.
     *
     * @param before the number of elements that instances before this one wrote
     */
    private static Part share(Part part, int before, int subtask, int parallelism) {
        long[] offsets = part.offsets();
        List<Long> mine = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            if ((before + i) % parallelism == subtask) {
                mine.add(offsets[i]);
            }
        }
        return new Part(
                part.mode(),
                part.header(),
                mine.stream().mapToLong(Long::longValue).toArray());
    }
}
