#pragma once

#include "core/infer/proposal.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace feedscope {

/// "92 %": more digits would promise more than a guess is.
QString formatConfidence(double confidence);

/// The members of one kind of message with the roles proposed for them. Texts come from the feed and are
/// plain. Belongs to its dialog; GUI thread.
class MemberModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        PathColumn,
        TypeColumn,
        LastColumn,
        PresentColumn,
        ChangedColumn,
        RoleColumn,
        ConfidenceColumn,
        ColumnCount
    };
    /// Of an item: the role as infer::Role, the confidence 0..1 (nothing if there is no role).
    enum ItemRole
    {
        RoleRole = Qt::UserRole,
        ConfidenceRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay where they are while the members are the same.
    void setMembers(std::vector<infer::MemberGuess> members);
    QString path(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void retranslate() { emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

signals:
    /// The user gave a member this role.
    void roleChosen(const QString &path, feedscope::infer::Role role);

private:
    std::vector<infer::MemberGuess> m_members;
};

/// Shows a role as a box to choose from, a confidence as text over a bar.
class MemberDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
};

} // namespace feedscope
