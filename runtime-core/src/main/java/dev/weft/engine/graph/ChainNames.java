package dev.weft.engine.graph;

import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.program.ProgramNode;
import java.util.ArrayList;
import java.util.List;

/** Display names of operators and chains: {@code "Source: lines -> Tokenizer -> (Count, Sink: errors)"}. */
final class ChainNames {

    private ChainNames() {}

    /** The display name of an operator; those of sources and sinks begin with what they are. */
    static String of(ProgramNode node) {
        if (node.operation().isSource()) {
            return marked("Source", node.name());
        }
        return node.operation().isSink() ? marked("Sink", node.name()) : node.name();
    }

    private static String marked(String role, String name) {
        return name.equals(role) || name.startsWith(role + ": ") ? name : role + ": " + name;
    }

    static String of(ChainSpec chain) {
        return from(chain, 0);
    }

    private static String from(ChainSpec chain, int index) {
        ChainedOperator operator = chain.operators().get(index);
        List<String> next = new ArrayList<>();
        for (Link link : operator.links()) {
            if (link.kind() == Link.Kind.OPERATOR) {
                next.add(from(chain, link.index()));
            }
        }
        return switch (next.size()) {
            case 0 -> operator.name();
            case 1 -> operator.name() + " -> " + next.get(0);
            default -> operator.name() + " -> (" + String.join(", ", next) + ")";
        };
    }
}
