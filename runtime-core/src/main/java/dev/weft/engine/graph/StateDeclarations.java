package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.functions.DeclaredState;
import dev.weft.engine.graph.functions.DeclaredState.Kind;
import dev.weft.engine.graph.functions.StateReader;
import dev.weft.engine.types.DeclaredType;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Validates at submission, as far as the program shows it, that only operators with keyed input declare keyed state, async
 * functions none, and that a state has one type. What is only known when a function runs is checked by its task.
 */
final class StateDeclarations {

    private final ExecutionConfig config;

    private StateDeclarations(ExecutionConfig config) {
        this.config = config;
    }

    static void check(Program program) {
        StateDeclarations declarations =
                new StateDeclarations(program.settings().executionConfig());
        program.nodes().forEach(declarations::check);
    }

    private void check(ProgramNode node) {
        List<DeclaredState> declared = StateReader.declaredBy(node.operation().userObject());
        if (node.operation() instanceof Operation.AsyncWait) {
            declared.forEach(state -> state.needsKeys().ifPresent(what -> {
                throw refused("the async function of operator '" + node.name() + "' asks for " + what + " in the "
                        + state.place() + ", but it has none, since its answers come from other threads: use a process"
                        + " function before or behind it");
            }));
        }
        if (!isKeyed(node)) {
            declared.forEach(state -> state.needsKeys().ifPresent(what -> {
                throw refused("operator '" + node.name() + "' asks for " + what + " in the " + state.place()
                        + " but its input is not keyed: call keyBy() before it");
            }));
        }
        checkTypes(node, descriptors(declared, Kind.KEYED));
        checkTypes(node, descriptors(declared, Kind.UNKEYED));
    }

    private static boolean isKeyed(ProgramNode node) {
        return node.operation().isKeyed()
                || node.inputs().stream().anyMatch(input -> input.partitioning() instanceof Partitioning.Keyed);
    }

    private static List<StateDescriptor<?, ?>> descriptors(List<DeclaredState> declared, Kind kind) {
        List<StateDescriptor<?, ?>> descriptors = new ArrayList<>();
        declared.stream()
                .filter(state -> state.kind() == kind)
                .forEach(state -> state.descriptor().ifPresent(descriptors::add));
        return descriptors;
    }

    private void checkTypes(ProgramNode node, List<StateDescriptor<?, ?>> descriptors) {
        Map<String, List<StateDescriptor<?, ?>>> byName = new LinkedHashMap<>();
        descriptors.forEach(descriptor -> byName.computeIfAbsent(descriptor.getName(), name -> new ArrayList<>())
                .add(descriptor));
        byName.values().stream().filter(same -> same.size() > 1).forEach(same -> checkType(node, same));
    }

    private void checkType(ProgramNode node, List<StateDescriptor<?, ?>> sameName) {
        try {
            DeclaredType type = new DeclaredType(sameName.get(0), config);
            sameName.subList(1, sameName.size()).forEach(type::admit);
        } catch (WeftException e) {
            throw refused("operator '" + node.name() + "': " + e.getMessage());
        } catch (UnsupportedOperationException e) {
            // a type without a serializer; the task that makes it tells where
        }
    }
}
