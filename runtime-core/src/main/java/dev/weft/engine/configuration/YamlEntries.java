package dev.weft.engine.configuration;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.ConfigurationFile.Entry;
import dev.weft.shaded.org.snakeyaml.engine.v2.api.LoadSettings;
import dev.weft.shaded.org.snakeyaml.engine.v2.api.lowlevel.Compose;
import dev.weft.shaded.org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import dev.weft.shaded.org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.MappingNode;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.Node;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.NodeTuple;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.ScalarNode;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.SequenceNode;
import dev.weft.shaded.org.snakeyaml.engine.v2.nodes.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flattens nested YAML into entries. Separate from {@link ConfigurationFile}, so that flat files need no YAML library.
 */
final class YamlEntries {

    private final String file;
    private final List<Entry> entries = new ArrayList<>();

    private YamlEntries(String file) {
        this.file = file;
    }

    static List<Entry> read(String text, String file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .build();
        YamlEntries reader = new YamlEntries(file);
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            root.ifPresent(node -> reader.root(node));
        } catch (MarkedYamlEngineException e) {
            String at =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    file + at + " is not YAML: " + e.getProblem() + "; write 'key: value'",
                    e);
        } catch (YamlEngineException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    file + " is not YAML: " + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
        return reader.entries;
    }

    private void root(Node node) {
        if (!(node instanceof MappingNode)) {
            throw refused(node, "the file must hold 'key: value' lines");
        }
        walk("", node);
    }

    private void walk(String key, Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                    throw refused(tuple.getKeyNode(), "a key must be plain text");
                }
                walk(key.isEmpty() ? name.getValue() : key + "." + name.getValue(), tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            List<String> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (!(item instanceof ScalarNode scalar)) {
                    throw refused(item, "a list may hold only plain values");
                }
                items.add(scalar.getValue());
            }
            entries.add(new Entry(key, String.join(";", items), origin(node)));
        } else if (node instanceof ScalarNode scalar && !isNothing(scalar)) {
            entries.add(new Entry(key, scalar.getValue(), origin(node)));
        }
    }

    private static boolean isNothing(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL)
                || scalar.isPlain() && scalar.getValue().equals("~");
    }

    private Origin origin(Node node) {
        return node.getStartMark()
                .map(mark -> Origin.line(file, mark.getLine() + 1))
                .orElseGet(() -> new Origin(file));
    }

    private WeftException refused(Node node, String rule) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, origin(node) + ": " + rule);
    }
}
