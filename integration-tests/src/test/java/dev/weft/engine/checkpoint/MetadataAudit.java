package dev.weft.engine.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says which files a checkpoint needs to be restored from. */
public final class MetadataAudit {

    private MetadataAudit() {}

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
