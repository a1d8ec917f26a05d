//! Little-endian numbers at offsets: everything outside the bytes is `None`, so that a lying header cannot hurt.

/// A slice that answers by offset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    pub(super) fn u16(self, at: usize) -> Option<u16> {
        let bytes = self.0.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    pub(super) fn u32(self, at: usize) -> Option<u32> {
        let bytes = self.0.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// A 32-bit number used as an offset or count.
    pub(super) fn size(self, at: usize) -> Option<usize> {
        usize::try_from(self.u32(at)?).ok()
    }

    pub(super) fn slice(self, at: usize, length: usize) -> Option<Self> {
        self.0.get(at..at.checked_add(length)?).map(Self)
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }
}
