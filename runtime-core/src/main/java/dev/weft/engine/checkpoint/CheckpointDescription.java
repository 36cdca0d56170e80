package dev.weft.engine.checkpoint;

import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text about a checkpoint or savepoint for people: its operators with parallelism, states, types and sizes. Reads the
 * beginnings of the files with state, because the types stand there.
 */
public final class CheckpointDescription {

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    /** Weft's serializers of plain types are named by what they serialize. */
    private static final Pattern OWN_SERIALIZER = Pattern.compile("dev\\.weft\\.(?:[a-z0-9]+\\.)+(\\w+)Serializer\\b");

    private static final Map<String, String> NAMES = Map.of("Int", "Integer", "Char", "Character");

    private final StringBuilder text = new StringBuilder();
    private final ClassLoader types;

    private CheckpointDescription(ClassLoader types) {
        this.types = types;
    }

    /**
     * @param address where the checkpoint is
     * @param types the class loader of the program that wrote it, or of one like it; what it lacks is described by why it
     *     could not be read
     */
    public static String of(String address, CheckpointMetadata metadata, ClassLoader types) {
        CheckpointDescription description = new CheckpointDescription(types);
        description.head(address, metadata);
        metadata.operators().forEach(description::operator);
        return description.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void head(String address, CheckpointMetadata metadata) {
        List<OperatorPieces> pieces = metadata.operators().stream()
                .flatMap(operator -> operator.instances().values().stream())
                .map(InstanceCheckpoint::pieces)
                .toList();
        long files = pieces.stream()
                .flatMap(PieceFiles::of)
                .map(FileBytes::file)
                .distinct()
                .count();
        long inFiles = pieces.stream()
                .flatMap(PieceFiles::of)
                .mapToLong(FileBytes::stored)
                .sum();
        long inline = pieces.stream()
                .flatMap(PieceFiles::bytesOf)
                .filter(InlineBytes.class::isInstance)
                .mapToLong(StoredBytes::length)
                .sum();
        line(
                switch (metadata.kind()) {
                    case CHECKPOINT, FULL_CHECKPOINT -> "Checkpoint " + address;
                    case NATIVE_SAVEPOINT -> "Savepoint " + address + ", in the format of its state backend";
                    case CANONICAL_SAVEPOINT -> "Savepoint " + address;
                });
        line("  id         " + metadata.checkpointId());
        line("  triggered  " + Instant.ofEpochMilli(metadata.timestampMs()));
        line("  size       " + size(inFiles) + " in " + count(files, "file") + ", " + size(inline)
                + " in the metadata");
        line("  operators  " + metadata.operators().size());
    }

    private void operator(OperatorCheckpoint operator) {
        text.append('\n');
        line("Operator '" + operator.name() + "' (" + operator.id() + ")");
        long ended = operator.instances().values().stream()
                .filter(InstanceCheckpoint::ended)
                .count();
        line("  parallelism " + operator.parallelism() + ", at most " + operator.maxParallelism()
                + (ended == 0 ? "" : "; " + count(ended, "instance") + " had ended"));
        List<OperatorPieces> pieces = new TreeMap<>(operator.instances())
                .values().stream().map(InstanceCheckpoint::pieces).toList();
        keyed(pieces.stream().flatMap(instance -> instance.keyed().stream()).toList());
        unkeyed(pieces.stream().flatMap(instance -> instance.unkeyed().stream()).toList());
        inFlight(pieces.stream()
                .flatMap(instance -> instance.inFlight().stream())
                .toList());
        operator.coordinator().ifPresent(state -> line("  split enumerator: " + size(state.size())));
    }

    private void keyed(List<KeyedPiece> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        String formats = pieces.stream()
                .map(KeyedPiece::format)
                .filter(format -> !format.equals(KeyedPiece.PORTABLE))
                .distinct()
                .map(format -> ", in the format of state backend " + format)
                .collect(Collectors.joining());
        line("  keyed state: " + size(lengthOf(pieces.stream().flatMap(piece -> piece.bytes().stream()))) + formats
                + files(pieces));
        layout(pieces);
    }

    /** Of state that is in files of its own, which other checkpoints may have, too. */
    private static String files(List<KeyedPiece> pieces) {
        Map<String, Boolean> shared = new TreeMap<>();
        pieces.stream()
                .flatMap(piece -> piece.bytes().stream())
                .filter(FileBytes.class::isInstance)
                .map(FileBytes.class::cast)
                .forEach(bytes -> shared.put(bytes.file(), bytes.isShared()));
        long others = shared.values().stream().filter(Boolean::booleanValue).count();
        return others == 0
                ? ""
                : "; " + count(others, "file") + " of " + shared.size() + " may be shared with other checkpoints";
    }

    /** All pieces have the same states, so the first that can be read tells them. */
    private void layout(List<KeyedPiece> pieces) {
        Optional<String> failure = Optional.empty();
        for (KeyedPiece piece : pieces) {
            try {
                layout(StateBackends.header(piece, types));
                return;
            } catch (IOException | RuntimeException e) {
                failure = failure.or(() -> Optional.of(String.valueOf(e.getMessage())));
            }
        }
        failure.ifPresent(why -> line("    its states cannot be read here: " + why));
    }

    private void layout(PortableHeader header) {
        line("    keys: " + type(header.key()));
        for (StateLayout state : header.states()) {
            line("    " + state.kind().name().toLowerCase(Locale.ROOT) + " '" + state.name() + "': "
                    + types(state.values()) + (state.expires() ? ", with a time to live" : ""));
        }
        header.timers().forEach(timers -> line("    timers '" + timers.name() + "'"));
    }

    private void unkeyed(List<UnkeyedPiece> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        line("  operator state: " + size(lengthOf(pieces.stream().map(UnkeyedPiece::bytes))));
        Map<String, String> states = new TreeMap<>();
        for (UnkeyedPiece piece : pieces) {
            piece.parts()
                    .forEach((name, part) -> states.computeIfAbsent(
                            name,
                            state -> "    " + words(part.mode()) + " '" + state + "': " + typesOf(piece, part) + ", "
                                    + elements(pieces, state, part.mode())));
        }
        states.values().forEach(this::line);
    }

    private void inFlight(List<InFlightPiece> pieces) {
        if (!pieces.isEmpty()) {
            line("  records in flight: " + size(lengthOf(pieces.stream().map(InFlightPiece::bytes))));
        }
    }

    private static String elements(List<UnkeyedPiece> pieces, String name, UnkeyedPiece.Mode mode) {
        Stream<Integer> counts = pieces.stream()
                .filter(piece -> piece.parts().containsKey(name))
                .map(piece -> piece.parts().get(name).offsets().length);
        return switch (mode) {
            case SPLIT, UNION -> count(counts.mapToLong(Integer::longValue).sum(), "element");
            case BROADCAST -> count(counts.findFirst().orElse(0), "entry", "entries") + " in every instance";
        };
    }

    private static String words(UnkeyedPiece.Mode mode) {
        return switch (mode) {
            case SPLIT -> "list";
            case UNION -> "union list";
            case BROADCAST -> "broadcast map";
        };
    }

    private String typesOf(UnkeyedPiece piece, UnkeyedPiece.Part part) {
        try (InputStream in = new BufferedInputStream(piece.bytes().open(part.header()))) {
            DataInputView view = new DataInputViewStreamWrapper(in);
            List<SavedSerializer<?>> serializers = new ArrayList<>();
            for (int left = view.readByte(); left > 0; left--) {
                serializers.add(SavedSerializer.readAnyUnasked(view, types));
            }
            return types(serializers);
        } catch (IOException | RuntimeException e) {
            return "of a type that cannot be read here (" + e.getMessage() + ")";
        }
    }

    private static String types(List<? extends SavedSerializer<?>> serializers) {
        return serializers.stream().map(CheckpointDescription::type).collect(Collectors.joining(" to "));
    }

    private static String type(SavedSerializer<?> serializer) {
        return OWN_SERIALIZER
                .matcher(String.valueOf(serializer.snapshot()))
                .replaceAll(found -> NAMES.getOrDefault(found.group(1), found.group(1)));
    }

    private static long lengthOf(Stream<StoredBytes> bytes) {
        return bytes.mapToLong(StoredBytes::length).sum();
    }

    private static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    private static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }

    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count(bytes, "byte") : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
