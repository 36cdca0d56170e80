package dev.weft.state.api;

import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Divides the stored state of an operator into parts that are read one by one. Pure functions. */
final class StateParts {

    /** Portable state can be read by key groups: so much of it is on the heap of a task at once. */
    private static final int PORTABLE_PARTS = 128;

    private StateParts() {}

    /** Keyed state in a backend's own format is read as it was written, as a whole for each instance. */
    static List<StatePart> keyed(OperatorCheckpoint operator) {
        return keyed(operator, List.of());
    }

    /** As {@link #keyed}, each with the union lists, which tell the progress of windows. */
    static List<StatePart> windows(OperatorCheckpoint operator) {
        List<UnkeyedPiece> unions = operator.instances().values().stream()
                .flatMap(instance -> instance.pieces().unkeyed().stream())
                .map(piece -> only(piece, part -> part.getValue().mode() == UnkeyedPiece.Mode.UNION))
                .filter(piece -> !piece.parts().isEmpty())
                .toList();
        return keyed(operator, unions);
    }

    private static UnkeyedPiece only(UnkeyedPiece piece, Predicate<Map.Entry<String, UnkeyedPiece.Part>> wanted) {
        return new UnkeyedPiece(
                piece.parts().entrySet().stream()
                        .filter(wanted)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                piece.bytes());
    }

    private static List<StatePart> keyed(OperatorCheckpoint operator, List<UnkeyedPiece> unkeyed) {
        List<KeyedPiece> pieces = operator.instances().values().stream()
                .flatMap(instance -> instance.pieces().keyed().stream())
                .toList();
        boolean portable = pieces.stream().allMatch(piece -> piece.format().equals(KeyedPiece.PORTABLE));
        int number = portable ? Math.min(PORTABLE_PARTS, operator.maxParallelism()) : operator.parallelism();
        List<StatePart> parts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            KeyGroupRange groups = KeyGroupRange.of(i, number, operator.maxParallelism());
            List<KeyedPiece> own = pieces.stream()
                    .map(piece -> piece.restrictedTo(groups))
                    .filter(piece -> !piece.groups().isEmpty())
                    .toList();
            if (!own.isEmpty()) {
                OperatorPieces restored = new OperatorPieces(OptionalLong.empty(), own, unkeyed);
                parts.add(StatePart.of(operator.id(), i, groups, operator.maxParallelism(), restored));
            }
        }
        return parts;
    }

    /** Every instance's own elements; of a broadcast state one instance's. */
    static List<StatePart> unkeyed(OperatorCheckpoint operator, String name, UnkeyedPiece.Mode mode) {
        List<StatePart> parts = new ArrayList<>();
        for (Map.Entry<Integer, InstanceCheckpoint> instance : new TreeMap<>(operator.instances()).entrySet()) {
            List<UnkeyedPiece> own = instance.getValue().pieces().unkeyed().stream()
                    .map(piece -> only(
                            piece,
                            part -> part.getKey().equals(name)
                                    && part.getValue().mode() == mode))
                    .filter(piece -> !piece.parts().isEmpty())
                    .toList();
            if (!own.isEmpty()) {
                parts.add(StatePart.of(
                        operator.id(),
                        instance.getKey(),
                        new KeyGroupRange(0, 0),
                        operator.maxParallelism(),
                        new OperatorPieces(OptionalLong.empty(), List.of(), own)));
            }
        }
        return mode == UnkeyedPiece.Mode.BROADCAST && !parts.isEmpty() ? parts.subList(0, 1) : parts;
    }

    static String words(UnkeyedPiece.Mode mode) {
        return switch (mode) {
            case SPLIT -> "list state";
            case UNION -> "union list state";
            case BROADCAST -> "broadcast state";
        };
    }

    /** The states of an operator that are not keyed, for people. */
    static String names(OperatorCheckpoint operator) {
        TreeSet<String> names = new TreeSet<>();
        operator.instances().values().stream()
                .flatMap(instance -> instance.pieces().unkeyed().stream())
                .forEach(piece ->
                        piece.parts().forEach((name, part) -> names.add(words(part.mode()) + " '" + name + "'")));
        return names.isEmpty() ? "none that is not keyed" : String.join(", ", names);
    }
}
