package io.github.llmrouting.provider.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.llmrouting.provider.ProviderFailure;

/**
 * One way in which a server misbehaves, as every protocol shows it, and how an attempt is
 * to end then.
 *
 * @param id in the catalogue of modes
 * @param what happens
 * @param sides on which it can happen
 * @param dialects that know it
 * @param patience which timeout ends it, if any
 * @param reply what the server does
 * @param expected how the attempt ends
 */
record FaultMode(String id, String what, Set<Side> sides, Set<Dialect> dialects, Patience patience,
		Function<Dialect, RawReply> reply, Function<Dialect, Expected> expected) {

	/** Returns a mode on both sides, which ends with an answer. */
	static FaultMode both(String id, String what, Function<Dialect, RawReply> reply) {
		return new FaultMode(id, what, EnumSet.allOf(Side.class), EnumSet.allOf(Dialect.class), Patience.ENDLESS, reply,
				(dialect) -> Expected.answer());
	}

	/** Returns a mode of whole answers, which ends with one. */
	static FaultMode call(String id, String what, Function<Dialect, RawReply> reply) {
		FaultMode mode = both(id, what, reply);
		return new FaultMode(id, what, EnumSet.of(Side.CALL), mode.dialects, mode.patience, reply, mode.expected);
	}

	/** Returns a mode of streams, which ends with an answer. */
	static FaultMode stream(String id, String what, Function<Dialect, RawReply> reply) {
		FaultMode mode = both(id, what, reply);
		return new FaultMode(id, what, EnumSet.of(Side.STREAM), mode.dialects, mode.patience, reply, mode.expected);
	}

	FaultMode only(Dialect first, Dialect... others) {
		return new FaultMode(this.id, this.what, this.sides, EnumSet.of(first, others), this.patience, this.reply,
				this.expected);
	}

	FaultMode not(Dialect left) {
		Set<Dialect> others = EnumSet.copyOf(this.dialects);
		others.remove(left);
		return new FaultMode(this.id, this.what, this.sides, others, this.patience, this.reply, this.expected);
	}

	FaultMode within(Patience patience) {
		return new FaultMode(this.id, this.what, this.sides, this.dialects, patience, this.reply, this.expected);
	}

	FaultMode ends(Function<Dialect, Expected> expected) {
		return new FaultMode(this.id, this.what, this.sides, this.dialects, this.patience, this.reply, expected);
	}

	FaultMode ends(Expected expected) {
		return ends((dialect) -> expected);
	}

	FaultMode fails(Class<? extends ProviderFailure> failure) {
		return ends(Expected.failure(failure));
	}

	/** Fails after the first content was delivered. */
	FaultMode interrupts(Class<? extends ProviderFailure> failure) {
		return ends(Expected.failureAfter(Dialect.PART, failure));
	}

	/** Returns the mode's cases, one for each protocol and side. */
	List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Dialect dialect : this.dialects) {
			for (Side side : this.sides) {
				cases.add(new Case(this, dialect, side));
			}
		}
		return cases;
	}

	/** A mode at one protocol and one side. */
	record Case(FaultMode mode, Dialect dialect, Side side) {

		RawReply reply() {
			return this.mode.reply.apply(this.dialect);
		}

		Expected expected() {
			return this.mode.expected.apply(this.dialect);
		}

		@Override
		public String toString() {
			return this.mode.id + " " + this.mode.what + ", " + this.dialect + " " + this.side;
		}

	}

}
