package dev.weft.engine.checkpoint;

import dev.weft.engine.common.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says which files hold the state of a checkpoint. */
public final class MetadataAudit {

    private MetadataAudit() {}

    /** The files that a task names in what it has stored for a checkpoint. */
    public static Set<String> files(Payload state) {
        return StateCodec.decode(state).values().stream()
                .flatMap(PieceFiles::of)
                .map(FileBytes::file)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The files that the metadata names and that are not there. */
    public static List<String> lost(CheckpointMetadata metadata, Predicate<String> isDurable) {
        return PieceFiles.of(metadata)
                .map(FileBytes::file)
                .distinct()
                .filter(file -> !isDurable.test(file))
                .toList();
    }

    /** The same of stored metadata in that directory, which may itself not be there. */
    public static List<String> lost(Optional<byte[]> metadata, String directory, Predicate<String> isDurable) {
        if (metadata.isEmpty()) {
            return List.of(directory + "/_metadata");
        }
        try {
            return lost(MetadataCodec.decode(metadata.get(), directory), isDurable);
        } catch (IOException e) {
            return List.of(directory + "/_metadata, which " + e.getMessage());
        }
    }
}
