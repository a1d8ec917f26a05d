//! One worker process: started, asked within a time, and told apart when it dies.

use std::env;
use std::io::{self, BufReader, ErrorKind, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use minuted_store::{Fault, Wanted};

use super::frame::{self, Answer, Hello, Job};
use super::pool::Limits;
use super::worker::fault;

/// How much of what a worker says on standard error is kept, in bytes.
const LAST_WORDS: usize = 4096;
/// How long a worker may take to start: it loads its rules on what may be a busy machine.
const START: Duration = Duration::from_secs(120);

/// A running worker. It is killed when this is dropped.
pub(crate) struct Process {
    child: Child,
    jobs: Sender<Job>,
    answers: Receiver<io::Result<Option<Answer>>>,
    last_words: Arc<Mutex<Vec<u8>>>,
}

impl Process {
    /// Starts a worker and makes sure that it is of this version and has these rules.
    ///
    /// # Errors
    /// It cannot be started, or is another.
    pub(crate) fn start(limits: &Limits, wanted: &Wanted) -> Result<Self> {
        let mut child = command(limits)?.spawn().context("a worker process cannot be started")?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            bail!("a worker has no pipes")
        };
        let (jobs, jobs_queue) = channel();
        let (to_us, answers) = channel();
        let (to_us_hello, hello) = channel();
        let most = limits.output;
        thread::spawn(move || talk(stdin, stdout, &jobs_queue, &to_us_hello, &to_us, most));
        let last_words = Arc::default();
        let words = Arc::clone(&last_words);
        thread::spawn(move || listen(stderr, &words));
        let mut process = Self { child, jobs, answers, last_words };
        match hello.recv_timeout(START) {
            Ok(hello) if hello.version == wanted.version && hello.rules == wanted.rules => {
                Ok(process)
            }
            Ok(_) => bail!(
                "a worker has another version or other rules: the program or a rule file was changed"
            ),
            Err(_) => {
                process.kill();
                let words = process.last_words();
                bail!("a worker did not start: {}", words.trim())
            }
        }
    }

    /// Has one job done. After a fault the worker is dead or must be dropped.
    pub(crate) fn ask(&mut self, job: Job, limits: &Limits) -> Result<Answer, Fault> {
        if self.jobs.send(job).is_err() {
            return Err(self.died());
        }
        match self.answers.recv_timeout(limits.time) {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(Err(error)) if error.kind() == ErrorKind::FileTooLarge => {
                Err(Fault { by_rules: true, ..fault("output", error.to_string()) })
            }
            Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(self.died()),
            Err(RecvTimeoutError::Timeout) => {
                let reason =
                    format!("not done after {} s (limit `timeout`)", limits.time.as_secs());
                Err(Fault { by_rules: true, ..fault("time", reason) })
            }
        }
    }

    /// Why it died.
    fn died(&mut self) -> Fault {
        // A worker that only closed its pipe is made to end, so that waiting for it does not last.
        let status = match self.wait_a_little() {
            Some(status) => status,
            None => {
                self.kill();
                return Fault { retry: true, ..fault("crash", "it stopped talking".to_owned()) };
            }
        };
        let words = self.last_words();
        if words.contains("memory allocation of") {
            let reason =
                "more memory was asked for than a worker may have (limit `memory`)".to_owned();
            return Fault { by_rules: true, ..fault("memory", reason) };
        }
        if words.contains("overflowed its stack") {
            return Fault { by_rules: true, ..fault("crash", "the stack overflowed".to_owned()) };
        }
        // Who kills a worker says nothing about the paper.
        let retry = was_killed(status);
        Fault { retry, by_rules: true, ..fault("crash", format!("the worker died: {status}")) }
    }

    fn wait_a_little(&mut self) -> Option<ExitStatus> {
        for _ in 0..100 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }

    fn last_words(&self) -> String {
        let words = self.last_words.lock().map(|words| words.clone()).unwrap_or_default();
        String::from_utf8_lossy(&words).into_owned()
    }

    fn kill(&mut self) {
        kill_with_children(&mut self.child);
        // What is killed is waited for, so that it does not stay behind as a zombie.
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

fn command(limits: &Limits) -> Result<Command> {
    let mut command = Command::new(env::current_exe().context("the program's own path")?);
    command.arg("worker").arg("--memory").arg(limits.memory.to_string());
    command.arg("--year-start").arg(limits.with.year_start.to_string());
    for rule in &limits.with.rules.rule_paths {
        command.arg("--rules").arg(rule);
    }
    if limits.no_ocr {
        command.arg("--no-ocr");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own: Ctrl-C on the terminal is for us, and tesseract can be killed with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Ok(command)
}

#[cfg(unix)]
fn kill_with_children(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if matches!(child.try_wait(), Ok(None)) {
        // The group is there as long as its first process is not waited for.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_with_children(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(unix)]
fn was_killed(status: ExitStatus) -> bool {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    let from_outside = [Signal::KILL, Signal::TERM, Signal::INT, Signal::HUP];
    status.signal().is_some_and(|number| from_outside.iter().any(|it| it.as_raw() == number))
}

#[cfg(not(unix))]
fn was_killed(_: ExitStatus) -> bool {
    false
}

/// Carries jobs in and answers out until one side ends.
fn talk(
    mut stdin: ChildStdin,
    stdout: ChildStdout,
    jobs: &Receiver<Job>,
    hello: &Sender<Hello>,
    answers: &Sender<io::Result<Option<Answer>>>,
    most: u64,
) {
    let mut stdout = BufReader::new(stdout);
    let Ok(Some(said)) = frame::read(&mut stdout, most) else { return };
    if hello.send(said).is_err() {
        return;
    }
    while let Ok(job) = jobs.recv() {
        // If it cannot be written, the worker is dead, and reading will say so.
        let _ = frame::write(&mut stdin, &job);
        let answer = frame::read(&mut stdout, most);
        let goes_on = matches!(answer, Ok(Some(_)));
        if answers.send(answer).is_err() || !goes_on {
            return;
        }
    }
}

/// Keeps the end of what a worker says.
fn listen(mut stderr: ChildStderr, words: &Mutex<Vec<u8>>) {
    let mut chunk = [0; 1024];
    while let Ok(count @ 1..) = stderr.read(&mut chunk) {
        let Ok(mut words) = words.lock() else { return };
        words.extend(chunk.iter().take(count));
        let excess = words.len().saturating_sub(LAST_WORDS);
        words.drain(..excess);
    }
}
