package io.github.llmrouting.provider.faults;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of all appenders and sees what anybody logs, on any level. Keeps the
 * lines that have a text in them.
 */
final class LoggedText extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();

	private final Level levelBefore = this.root.getLevel();

	private final List<String> found = new CopyOnWriteArrayList<>();

	private final AtomicInteger lines = new AtomicInteger();

	private final String sought;

	/**
	 * Begins to look.
	 * @param sought what is not to be logged
	 */
	LoggedText(String sought) {
		this.sought = sought;
		Iterator<Appender<ILoggingEvent>> appenders = this.root.iteratorForAppenders();
		appenders.forEachRemaining(this.appendersBefore::add);
		this.appendersBefore.forEach(this.root::detachAppender);
		start();
		this.root.addAppender(this);
		this.root.setLevel(Level.TRACE);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.lines.incrementAndGet();
		String thrown = (event.getThrowableProxy() instanceof ThrowableProxy proxy) ? ThrowableProxyUtil.asString(proxy)
				: "";
		String line = event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown;
		if (line.contains(this.sought)) {
			this.found.add(line);
		}
	}

	/** Returns how much was logged. */
	int lines() {
		return this.lines.get();
	}

	/** Returns the lines that have the text in them. */
	List<String> found() {
		return this.found;
	}

	@Override
	public void close() {
		this.root.detachAppender(this);
		this.root.setLevel(this.levelBefore);
		this.appendersBefore.forEach(this.root::addAppender);
	}

}
