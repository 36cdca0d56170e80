package dev.weft.engine.graph;

import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which nodes of a program share a task: every node belongs to the chain of exactly one head. */
final class Chains {

    private final Map<Integer, ProgramNode> nodes = new HashMap<>();
    private final Map<Integer, Integer> heads = new HashMap<>();
    private final Map<Integer, Integer> maxParallelism = new HashMap<>();
    private final Map<Integer, List<ProgramNode>> members = new LinkedHashMap<>();

    private final Program program;

    private Chains(Program program) {
        this.program = program;
    }

    static Chains of(Program program) {
        Chains chains = new Chains(program);
        for (ProgramNode node : program.nodes()) {
            chains.nodes.put(node.id(), node);
            int head =
                    chains.upstream(node).map(up -> chains.heads.get(up.id())).orElse(node.id());
            chains.heads.put(node.id(), head);
            chains.members.computeIfAbsent(head, id -> new ArrayList<>()).add(node);
            chains.maxParallelism.merge(head, chains.given(node), Math::max);
        }
        return chains;
    }

    /** The node that this one follows within one task, if it may. */
    private Optional<ProgramNode> upstream(ProgramNode node) {
        if (!program.settings().chaining() || node.inputs().size() != 1 || node.chaining() != Chaining.ALWAYS) {
            return Optional.empty();
        }
        ProgramInput input = node.inputs().get(0);
        ProgramNode up = nodes.get(input.nodeId());
        boolean together = input.partitioning() instanceof Partitioning.Forward
                && up.chaining() != Chaining.NEVER
                && up.parallelism() == node.parallelism()
                && up.slotSharingGroup().equals(node.slotSharingGroup())
                && !(node.operation() instanceof Operation.AsyncWait && emitsOnItsOwnThread(up))
                && agree(maxParallelism.get(heads.get(up.id())), given(node));
        return together ? Optional.of(up) : Optional.empty();
    }

    /** What waits for other threads cannot run on the thread of a source function, which holds the chain's lock. */
    private boolean emitsOnItsOwnThread(ProgramNode up) {
        return nodes.get(heads.get(up.id())).operation() instanceof Operation.FromSourceFunction;
    }

    /** The number of key groups that is given for the node or for the program, -1 when none is. */
    private int given(ProgramNode node) {
        return node.maxParallelism() != -1
                ? node.maxParallelism()
                : program.settings().maxParallelism();
    }

    private static boolean agree(int one, int other) {
        return one == -1 || other == -1 || one == other;
    }

    ProgramNode node(int id) {
        return nodes.get(id);
    }

    /** Heads in topological order. */
    List<ProgramNode> heads() {
        return members.keySet().stream().map(nodes::get).toList();
    }

    /** The nodes of the chain, the head first, every node after the one that it reads from. */
    List<ProgramNode> membersOf(ProgramNode head) {
        return members.get(head.id());
    }

    boolean isHead(ProgramNode node) {
        return heads.get(node.id()) == node.id();
    }

    /** Whether the number of key groups is given for the operator or for the program. */
    boolean isMaxParallelismGiven(ProgramNode node) {
        return given(node) != -1;
    }

    /** The number of key groups of the chain. */
    int maxParallelismOf(ProgramNode head) {
        int given = maxParallelism.get(head.id());
        return given != -1 ? given : MaxParallelism.derivedFrom(head.parallelism());
    }
}
