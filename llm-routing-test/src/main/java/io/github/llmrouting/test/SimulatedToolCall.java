package io.github.llmrouting.test;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that a simulated model asks for.
 *
 * @param id identity of the call, {@code null} to let the simulator number it
 * @param name name of the tool
 * @param arguments arguments as the text of a JSON object
 */
public record SimulatedToolCall(@Nullable String id, String name, String arguments) {

	public SimulatedToolCall {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(arguments, "arguments");
	}

	/**
	 * Returns a call that the simulator numbers.
	 * @param name name of the tool
	 * @param arguments arguments as the text of a JSON object
	 */
	public static SimulatedToolCall of(String name, String arguments) {
		return new SimulatedToolCall(null, name, arguments);
	}

	/** Returns the arguments in the parts in which a stream sends them. */
	List<String> parts() {
		return this.arguments.isEmpty() ? List.of() : List.of(this.arguments.split("(?<=[:,])|(?<=\\s)(?=\\S)", -1));
	}

	SimulatedToolCall orNumbered(String id) {
		return (this.id != null) ? this : new SimulatedToolCall(id, this.name, this.arguments);
	}

}
